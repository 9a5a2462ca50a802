#include "nacre/scattering/xafs_shell.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::scattering {
namespace {

// The transform at the distances of the fit alone.
class Window {
 public:
  Window(const ShellRequest& request, std::size_t points) : points_(points) {
    const std::vector<double> window = k_window(request.transform, points);
    for (std::size_t n = 1; n < points; ++n) {
      if (window[n] == 0) continue;
      const double k = static_cast<double>(n) * xafs_k_step;
      at_.push_back(n);
      weight_.push_back(window[n] * std::pow(k, request.transform.k_weight) * xafs_k_step / std::sqrt(M_PI));
    }
    first_ = static_cast<std::size_t>(std::ceil(request.r_min_A / xafs_r_step - 1e-9));
    last_ = static_cast<std::size_t>(request.r_max_A / xafs_r_step + 1e-9) + 1;
    for (const std::size_t n : at_)
      for (std::size_t m = first_; m < last_; ++m) {
        const double phase = 2 * static_cast<double>(m) * xafs_r_step * static_cast<double>(n) * xafs_k_step;
        wave_.push_back(std::cos(phase));
        wave_.push_back(-std::sin(phase));
      }
  }

  std::size_t size() const { return 2 * (last_ - first_); }  // real and imaginary parts
  std::size_t points() const { return points_; }

  void transform(std::span<const double> chi, std::span<double> out) const {
    std::ranges::fill(out, 0);
    for (std::size_t i = 0; i < at_.size(); ++i) {
      const double value = chi[at_[i]] * weight_[i];
      const double* wave = &wave_[i * size()];
      for (std::size_t m = 0; m < size(); ++m) out[m] += value * wave[m];
    }
  }

 private:
  std::size_t points_, first_ = 0, last_ = 0;
  std::vector<std::size_t> at_;
  std::vector<double> weight_, wave_;  // of each k: cos, -sin at each distance
};

double squares(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return sum;
}

fit::Problem make_problem(std::span<const double> chi, const ScatteringPath& path,
                          const ShellRequest& request, const std::shared_ptr<const Window>& window,
                          double sigma) {
  std::vector<double> data(window->size());
  window->transform(chi, data);
  fit::Problem problem{
      .name = request.name, .model = "one shell, " + path.name, .parameters = request.parameters};
  const auto model = std::make_shared<const ShellModel>(path);
  const auto residuals = [window, model, data, sigma](std::span<const double> values, std::span<double> out) {
    std::vector<double> wave(window->points());
    model->chi(values, wave);
    window->transform(wave, out);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] - data[i]) / sigma;
  };
  const auto derivatives = [window, model, sigma](std::span<const double> values, std::span<double> out) {
    const std::size_t points = window->points();
    std::vector<double> waves(shell_parameters * points), column(window->size());
    model->derivatives(values, points, waves);
    for (std::size_t k = 0; k < shell_parameters; ++k) {
      window->transform(std::span(waves).subspan(k * points, points), column);
      for (std::size_t i = 0; i < column.size(); ++i) out[i * shell_parameters + k] = column[i] / sigma;
    }
  };
  problem.data.push_back({.name = "chi(R)",
                          .n_residuals = static_cast<int>(window->size()),
                          .residuals = residuals,
                          .derivatives = derivatives});
  return problem;
}

int count_free(const std::vector<fit::Parameter>& parameters) {
  return static_cast<int>(std::ranges::count_if(
      parameters, [](const fit::Parameter& one) { return !one.fixed && one.tied_to.empty(); }));
}

void check(const ShellRequest& request, double independent, std::size_t points) {
  const double end = static_cast<double>(points - 1) * xafs_k_step;
  if (request.transform.k_min_per_A >= std::min(end, request.transform.k_max_per_A))
    throw std::invalid_argument("the data end at k = " + format_rounded(end) +
                                " 1/A, before the range of the fit");
  const int free = count_free(request.parameters);
  if (free >= independent)
    throw std::invalid_argument("there are " + std::to_string(free) + " free parameters for " +
                                format_rounded(independent) + " independent points, 2 dk dR / pi");
}

}  // namespace

std::vector<fit::Parameter> shell_cards(const ScatteringPath& path, bool of_standard) {
  std::vector<fit::Parameter> cards(shell_parameters);
  cards[shell_n] = {.name = "N", .description = "neighbours", .start = path.n, .lower = 0, .upper = 100};
  cards[shell_r] = {.name = "R",
                    .unit = "A",
                    .description = "distance",
                    .start = path.r_A,
                    .lower = path.r_A - 0.5,
                    .upper = path.r_A + 0.5};
  cards[shell_sigma2] = {.name = "sigma2",
                         .unit = "A2",
                         .description = of_standard
                                            ? "mean square displacement along R, minus that of the standard"
                                            : "mean square displacement along R",
                         .start = of_standard ? 0 : 0.003,
                         .lower = of_standard ? -0.05 : 0,
                         .upper = 0.1};
  cards[shell_e0] = {.name = "dE0",
                     .unit = "eV",
                     .description = "shift of the zero of k against E0",
                     .start = 0,
                     .lower = -25,
                     .upper = 25};
  cards[shell_s02] = {.name = "S02",
                      .description = "amplitude reduction, all of it in N unless given",
                      .start = 1,
                      .lower = 0,
                      .upper = 2,
                      .fixed = true};
  return cards;
}

ShellFit fit_shell(std::span<const double> chi, const ScatteringPath& path, const ShellRequest& request) {
  const double end = static_cast<double>(chi.size() - 1) * xafs_k_step;
  const double k_max = std::min(request.transform.k_max_per_A, end);
  ShellFit fit{
      .independent = 2 / M_PI * (k_max - request.transform.k_min_per_A) * (request.r_max_A - request.r_min_A),
      .noise = noise_of(to_r(chi, request.transform), request.transform)};
  check(request, fit.independent, chi.size());
  const auto window = std::make_shared<const Window>(request, chi.size());
  const auto count = static_cast<double>(window->size());
  // Each of the correlated points counts as the share of an independent one.
  const double sigma = fit.noise.in_r * std::sqrt(count / fit.independent);
  fit.problem = make_problem(chi, path, request, window, sigma);
  fit.result = fit::fit(fit.problem);
  fit.chi2 = fit.result.chi2;
  fit.chi2_reduced = fit.chi2 / (fit.independent - fit.result.n_free);
  if (fit.chi2_reduced > 1) {  // the model, not the noise, is what is wrong: as its misfit says
    fit::Problem again = make_problem(chi, path, request, window, sigma * std::sqrt(fit.chi2_reduced));
    for (std::size_t i = 0; i < again.parameters.size(); ++i)
      if (!again.parameters[i].fixed) again.parameters[i].start = fit.result.values[i];
    fit.result = fit::fit(again);
    for (std::size_t i = 0; i < again.parameters.size(); ++i)
      again.parameters[i].start = request.parameters[i].start;
    fit.problem = std::move(again);
  }
  fit.chi = shell_chi(path, fit.result.values, chi.size());
  std::vector<double> data(window->size()), model(window->size());
  window->transform(chi, data);
  window->transform(fit.chi, model);
  for (std::size_t i = 0; i < data.size(); ++i) model[i] -= data[i];
  fit.r_factor = squares(model) / squares(data);
  return fit;
}

}  // namespace nacre::scattering
