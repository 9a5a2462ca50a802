// The refinement of the study pdf-cdse-3nm: 4,311 points to 44.8 A, eight parameters, three stages
// (pdf_refinement.hpp).
#include <benchmark/benchmark.h>

#include "nacre/io/gr_file.hpp"
#include "nacre/io/structure_files.hpp"
#include "nacre/scattering/pdf_refinement.hpp"

namespace {

using namespace nacre;
using namespace nacre::scattering;

constexpr const char* folder = NACRE_SOURCE_DIR "/studies/magic-size-cluster/";

PdfData measured() {
  const io::PdfCurve curve = io::read_gr(std::string(folder) + "CdSe-3nm.gr");
  PdfData data{.name = curve.name, .q_max_per_A = 14, .grid = {.r_min_A = 1.7, .step_A = 0.01}};
  for (std::size_t i = 0; i < curve.r_A.size(); ++i) {
    if (curve.r_A[i] < 1.6999 || curve.r_A[i] > 44.8001) continue;
    data.g_per_A2.push_back(curve.g_per_A2[i]);
    data.sigma_per_A2.push_back(curve.g_error_per_A2[i]);
  }
  data.grid.count = data.g_per_A2.size();
  return data;
}

PdfRefinement refinement_of(TensorForm tensor) {
  PdfRefinement refinement{
      .parameters = PdfParameters({{"wz", io::read_crystal(std::string(folder) + "CdSe-wurtzite.cif")}},
                                  {.tensor = tensor, .envelope = EnvelopeShape::sphere}),
      .data = {measured()}};
  for (fit::Parameter& one : refinement.parameters.list) {
    if (one.name == "delta2") one.fixed = false, one.start = 3;
    if (one.name == "q_damp") one.start = 0.0486;
    if (one.name == "spdiameter") one.start = 30;
  }
  return refinement;
}

void refinement(benchmark::State& state, TensorForm tensor) {
  const PdfRefinement one = refinement_of(tensor);
  const std::vector<bool> given(one.parameters.list.size(), false);
  double rw = 0;
  for (auto _ : state) rw = weighted_residual(one, refine(one, given, 0, 1, {}).result.values);
  state.counters["Rw"] = rw;
}
BENCHMARK_CAPTURE(refinement, equal_diagonal, TensorForm::equal_diagonal)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(refinement, isotropic, TensorForm::isotropic)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
