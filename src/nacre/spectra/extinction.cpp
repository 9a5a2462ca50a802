#include "nacre/spectra/extinction.hpp"

#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

constexpr double cm3_per_nm3 = 1e-21;
constexpr double cm3_per_L = 1000;

// mu of a sphere with eps = k d^3 in L/(mol cm) and d in nm: eps ln 10 / (N_A pi / 6 d^3).
constexpr double of_cubic(double k) {
  return k * std::numbers::ln10 * cm3_per_L / (avogadro_per_mol * std::numbers::pi / 6 * cm3_per_nm3);
}

constexpr IntrinsicAbsorption intrinsic[] = {
    {.name = "leatherdale-2002-cdse",
     .material = "CdSe",
     .wavelength_nm = 350,
     .per_cm = 5.501e5 / (4 * std::numbers::pi / 3),
     .equation = "cross section 5.501e5 1/cm r^3, in hexane",
     .source = "Leatherdale, Woo, Mikulec and Bawendi, J. Phys. Chem. B 106, 7619 (2002)",
     .doi = "10.1021/jp025698c"},
    {.name = "moreels-2009-pbs",
     .material = "PbS",
     .wavelength_nm = 400,
     .per_cm = of_cubic(0.0233e6),
     .equation = "0.0233 d^3 1/(umol/L cm)",
     .source = "Moreels et al., ACS Nano 3, 3023 (2009)",
     .doi = "10.1021/nn900863a"},
    {.name = "moreels-2007-pbse",
     .material = "PbSe",
     .wavelength_nm = 400,
     .per_cm = of_cubic(0.0277e6),
     .equation = "0.0277 d^3 1/(umol/L cm)",
     .source = "Moreels et al., Chem. Mater. 19, 6101 (2007)",
     .doi = "10.1021/cm071410q"},
};

constexpr std::string_view yu = "Yu, Qu, Guo and Peng, Chem. Mater. 15, 2854 (2003)";
constexpr std::string_view yu_doi = "10.1021/cm034081k";

constexpr ExcitonExtinction exciton[] = {
    {.name = "yu-2003-cdte",
     .material = "CdTe",
     .a = 10043,
     .b = 2.12,
     .equation = "10043 d^2.12",
     .source = yu,
     .doi = yu_doi},
    {.name = "yu-2003-cdse",
     .material = "CdSe",
     .a = 5857,
     .b = 2.65,
     .equation = "5857 d^2.65",
     .source = yu,
     .doi = yu_doi},
    {.name = "yu-2003-cds",
     .material = "CdS",
     .a = 21536,
     .b = 2.3,
     .equation = "21536 d^2.3",
     .source = yu,
     .doi = yu_doi},
    {.name = "jasieniak-2009-cdse",
     .material = "CdSe",
     .form = ExcitonForm::energy,
     .a = 155507,
     .b = 6.67054e13,
     .c = 0.10551,
     .hwhm_eV = 0.06,
     .equation = "155507 + 6.67054e13 exp(-E / 0.10551), for a half width of 0.06 eV",
     .source = "Jasieniak, Smith, van Embden, Mulvaney and Califano, J. Phys. Chem. C 113, 19468 (2009)",
     .doi = "10.1021/jp906827m"},
};

template <typename Card>
const Card* find(std::span<const Card> cards, std::string_view name) {
  for (const Card& card : cards)
    if (card.name == name) return &card;
  return nullptr;
}

}  // namespace

std::span<const IntrinsicAbsorption> intrinsic_absorptions() { return intrinsic; }
std::span<const ExcitonExtinction> exciton_extinctions() { return exciton; }

const IntrinsicAbsorption* find_intrinsic_absorption(std::string_view name) {
  return find(intrinsic_absorptions(), name);
}

const ExcitonExtinction* find_exciton_extinction(std::string_view name) {
  return find(exciton_extinctions(), name);
}

double extinction_per_M_cm(const ExcitonExtinction& card, double diameter_nm, double energy_eV,
                           double hwhm_eV) {
  if (card.form == ExcitonForm::diameter_power) return card.a * std::pow(diameter_nm, card.b);
  const double as_published = card.a + card.b * std::exp(-energy_eV / card.c);
  return std::isnan(hwhm_eV) ? as_published : as_published * card.hwhm_eV / hwhm_eV;
}

double intrinsic_per_cm(double extinction_per_M_cm, double diameter_nm) {
  return of_cubic(extinction_per_M_cm / std::pow(diameter_nm, 3));
}

}  // namespace nacre::spectra
