#include "nacre/io/gr_text.hpp"

#include "nacre/core/units.hpp"

namespace nacre::io {
namespace {

const char* name_of(Radiation radiation) {
  if (radiation == Radiation::neutron) return "neutron";
  return radiation == Radiation::electron ? "electron" : "xray";
}

void add(const char* key, const std::optional<double>& value, std::string& text) {
  if (value) text += std::string(key) + " = " + format_number(*value) + "\n";
}

}  // namespace

std::string gr_text(const PdfCurve& curve, const std::vector<std::string>& remarks) {
  const PdfFacts& facts = curve.facts;
  std::string text = "[DEFAULT]\n\n";
  if (!facts.program.empty()) text += "version = " + facts.program + "\n";
  if (facts.radiation) text += std::string("mode = ") + name_of(*facts.radiation) + "\n";
  if (!facts.composition.empty()) text += "composition = " + facts.composition + "\n";
  add("wavelength", facts.wavelength_A, text);
  add("temperature", facts.temperature_K, text);
  add("rpoly", facts.rpoly_A, text);
  add("qmaxinst", facts.q_max_inst_per_A, text);
  add("qmin", facts.q_min_per_A, text);
  add("qmax", facts.q_max_per_A, text);
  add("qdamp", facts.q_damp_per_A, text);
  add("qbroad", facts.q_broad_per_A, text);
  for (const std::string& remark : remarks) text += "# " + remark + "\n";
  const bool has_errors = !curve.g_error_per_A2.empty();
  text += std::string("\n#### start data\n\n#S 1\n#L r(A)  G(r)") + (has_errors ? "  d_r  d_Gr\n" : "\n");
  for (std::size_t i = 0; i < curve.r_A.size(); ++i) {
    text += format_number(curve.r_A[i]) + " " + format_number(curve.g_per_A2[i]);
    if (has_errors) text += " 0 " + format_number(curve.g_error_per_A2[i]);
    text += "\n";
  }
  return text;
}

}  // namespace nacre::io
