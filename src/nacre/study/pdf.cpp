// Kind pdf: pair distribution functions: models and their refinement, reduction of I(Q), search for clusters.
#include <algorithm>

#include "nacre/study/pdf_keys.hpp"
#include "nacre/study/pdf_mining_keys.hpp"
#include "nacre/study/pdf_modes.hpp"
#include "nacre/study/pdf_peaks.hpp"
#include "nacre/study/pdf_reduction_keys.hpp"

namespace nacre::embedded {
extern const std::string_view CdSe_3nm_gr;
extern const std::string_view CdSe_wurtzite_cif;
}  // namespace nacre::embedded

namespace nacre::study {
namespace {

constexpr auto keys = join_keys(pdf_data_keys, pdf_range_keys, pdf_model_keys, pdf_fit_keys,
                                pdf_reduction_keys, pdf_peaks_keys, pdf_mining_keys);

constexpr Output quantities[] = {
    {"a, b, c", "A", "edges of the cell that the crystal system leaves free"},
    {"alpha, beta, gamma", "deg", "its angles"},
    {"x, y, z", "", "free coordinates; z_Se where several sites have one"},
    {"U_Cd, U11_Cd, ...", "A2", "mean-square displacements"},
    {"occupancy_Cd, ...", "", "where they are fitted"},
    {"scale", "", "factor of G(r); scale_wz of the phase wz"},
    {"delta1", "A", "correlated motion, in proportion to 1/r"},
    {"delta2", "A2", "in proportion to 1/r^2"},
    {"sratio", "", "factor of the widths below r_cut"},
    {"q_damp, q_broad", "1/A", "resolution, where it is fitted"},
    {"spdiameter", "A", "diameter of the spherical particle"},
    {"atom_share, mass_share", "", "of each of several phases: atom_share_wz"},
    {"Rw", "", "sqrt(sum w (G - fit)^2 / sum w G^2)"},
    {"good_starts", "", "of random_starts: how many end within 0.002 of the lowest Rw"},
    {"r_Cd_S", "A", "without data: the first maximum of each partial"},
    {"candidates, within_noise", "", "clusters compared, and those that the noise cannot tell from the best"},
    {"best_Rw, best_atoms, best_size", "", "of the best cluster; its size in A"},
    {"U, expansion, misfit", "", "of its fit; U in A2"},
    {"scale, ripples, g_error, correlation_length", "1, 1/A^2, 1/A^2, A",
     "[reduction]: factor of I; G below the first peak; median error of G; distance at which errors "
     "correlate by 1/2"},
    {"compared_correlation, compared_miss, ...", "",
     "[reduction] compare: with another program's G(r), as it is and with F cut at the same Qmax"},
    {"peak_1, peak_2, ...", "A", "[peaks]: maxima of G(r), described by their shells"},
    {"stretch", "", "[peaks]: by which the crystal's distances meet the peaks best"},
};

constexpr Output tables[] = {
    {"curve", "", "r, G and, where there are data, the fit, the difference and the phases"},
    {"partials", "", "without data: G(r) of each pair of elements"},
    {"starts", "", "Rw at the end of each random start"},
    {"reduced_q, reduced_r", "", "[reduction]: I, F and S over Q; G over r, with errors"},
    {"correlation", "", "[reduction]: of the errors of two points of G by their distance"},
    {"compared_peaks", "", "[reduction] compare: peaks beside those of the other program"},
    {"peaks", "", "[peaks]: position, height, width, shells of the crystal"},
    {"scan", "", "one row per case where a key is scanned"},
    {"candidates", "", "of a search for clusters: each with its fit, by Rw"},
};

bool has_section(const Study& study, std::string_view section) {
  return std::ranges::any_of(study.cases, [&](const Case& one) {
    return std::ranges::any_of(one.values,
                               [&](const auto& entry) { return entry.second.key->section == section; });
  });
}

std::vector<std::string> check(const Study& study) {
  if (has_section(study, "reduction")) return check_pdf_reduction(study);
  if (has_section(study, "mining")) return check_pdf_mining(study);
  return has_section(study, "peaks") ? check_pdf_peaks(study) : check_pdf_model(study);
}

StudyResult run(const Study& study, Workspace& workspace) {
  if (has_section(study, "reduction")) return run_pdf_reduction(study, workspace);
  if (has_section(study, "mining")) return run_pdf_mining(study, workspace);
  return has_section(study, "peaks") ? run_pdf_peaks(study, workspace) : run_pdf_model(study, workspace);
}

const SampleFile samples[] = {{"CdSe-3nm.gr", embedded::CdSe_3nm_gr},
                              {"CdSe-wurtzite.cif", embedded::CdSe_wurtzite_cif}};

}  // namespace

extern const Kind pdf_kind;
const Kind pdf_kind{
    .name = "pdf",
    .summary =
        "Pair distribution functions: models refined against G(r), reduction of I(Q), search for clusters",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
