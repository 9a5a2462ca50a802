#include "nacre/scattering/frame_start.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace nacre::scattering {
namespace {

constexpr std::size_t scan_points = 64;              // of the curve
constexpr std::size_t scan_sizes = 64;               // and of the size
constexpr std::size_t pair_sizes = 28;               // of two populations
constexpr double smallest_qr = 0.8, largest_qr = 4;  // size q_max and size q_min at the ends of the scan
constexpr double widths[] = {0.05, 0.12, 0.25};      // of the distribution, over the size
constexpr double own_share = 0.1;                    // of the intensity, added to its error
constexpr int most_columns = 3;

struct Candidate {
  double chi2 = std::numeric_limits<double>::infinity();
  std::size_t size_index = 0;  // neighbours are one minimum
  std::vector<double> values{};
};

// Least squares in at most three unknowns that are not negative: every choice of those that are zero is
// tried.
struct LinearFit {
  double chi2 = std::numeric_limits<double>::infinity();
  std::array<double, most_columns> x{};
};

struct Normal {
  int n = 0;
  std::array<std::array<double, most_columns>, most_columns> a{};
  std::array<double, most_columns> b{};
  double yy = 0;
};

// Gauss elimination of the columns in `used`; false where they depend on one another.
bool solve(const Normal& normal, unsigned used, std::array<double, most_columns>& x) {
  std::array<int, most_columns> index{};
  int n = 0;
  for (int i = 0; i < normal.n; ++i)
    if (used & (1U << i)) index[n++] = i;
  double m[most_columns][most_columns + 1];
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) m[i][j] = normal.a[index[i]][index[j]];
    m[i][n] = normal.b[index[i]];
  }
  for (int i = 0; i < n; ++i) {
    if (!(m[i][i] > 1e-12 * normal.a[index[i]][index[i]])) return false;
    for (int k = i + 1; k < n; ++k) {
      const double factor = m[k][i] / m[i][i];
      for (int j = i; j <= n; ++j) m[k][j] -= factor * m[i][j];
    }
  }
  x.fill(0);
  for (int i = n - 1; i >= 0; --i) {
    double sum = m[i][n];
    for (int j = i + 1; j < n; ++j) sum -= m[i][j] * x[index[j]];
    x[index[i]] = sum / m[i][i];
  }
  return true;
}

LinearFit solve(const Normal& normal) {
  LinearFit best{.chi2 = normal.yy};
  for (unsigned used = 1; used < (1U << normal.n); ++used) {
    std::array<double, most_columns> x;
    if (!solve(normal, used, x) || *std::ranges::min_element(x) < 0) continue;
    double chi2 = normal.yy;
    for (int i = 0; i < normal.n; ++i) chi2 -= x[i] * normal.b[i];
    if (chi2 < best.chi2) best = {.chi2 = chi2, .x = x};
  }
  return best;
}

// The scan of one curve.
class Scan {
 public:
  Scan(const FrameSettings& settings, const Pattern& pattern)
      : settings_(settings), model_(*settings.model), cards_(model_.parameters()) {
    thin(pattern);
    for (const fit::Parameter& parameter : settings.parameters) base_.push_back(parameter.start);
    size_2_ = index_of(model_, std::string(cards_[0].name) + "_2");
    for (const char* name : {"concentration", "concentration_2", "background"}) {
      const int index = index_of(model_, name);
      if (index >= 0) (settings.parameters[index].fixed ? held_ : linear_).push_back(index);
    }
    sizes_ = sizes_of(pattern, 0);
    if (has_two()) sizes_2_ = sizes_of(pattern, static_cast<std::size_t>(size_2_));
  }

  std::vector<Candidate> one_population() {
    std::vector<Candidate> all;
    const bool several_widths = needs_start("sigma");
    for (std::size_t i = 0; i < sizes_.size(); ++i)
      for (const double width : widths) {
        std::vector<double> values = base_;
        set_size(values, sizes_[i], "");
        if (several_widths) set_width(values, sizes_[i], width, "");
        all.push_back(at(std::move(values), i));
        if (!several_widths) break;
      }
    return all;
  }

  std::vector<Candidate> two_populations() {
    std::vector<Candidate> all;
    for (std::size_t i = 0; i < sizes_.size(); ++i)
      for (std::size_t j = 0; j < sizes_2_.size(); ++j) {
        if (sizes_2_[j] <= sizes_[i] && sizes_.size() > 1 && sizes_2_.size() > 1) continue;
        std::vector<double> values = base_;
        for (const auto& [suffix, size] : {std::pair{"", sizes_[i]}, std::pair{"_2", sizes_2_[j]}}) {
          set_size(values, size, suffix);
          if (needs_start(std::string("sigma") + suffix)) set_width(values, size, widths[1], suffix);
        }
        all.push_back(at(std::move(values), 4 * (i * sizes_2_.size() + j)));
      }
    return all;
  }

  bool has_two() const { return size_2_ >= 0; }

 private:
  void thin(const Pattern& pattern) {
    const std::size_t n = pattern.q_per_nm.size();
    for (const std::size_t i : thinned(n, scan_points)) {
      q_.push_back(pattern.q_per_nm[i]);
      y_.push_back(pattern.intensity[i]);
      const double sigma = std::hypot(pattern.sigma[i], own_share * pattern.intensity[i]);
      weight_.push_back(1 / (sigma * sigma));
    }
    basis_.resize(q_.size());
  }

  std::vector<double> sizes_of(const Pattern& pattern, std::size_t index) const {
    const fit::Parameter& size = settings_.parameters[index];
    if (!settings_.needs_start[index]) return {size.start};
    const double q_min = std::max(pattern.q_per_nm.front(), 1e-6 * pattern.q_per_nm.back());
    const double low = std::max(size.lower, smallest_qr / pattern.q_per_nm.back());
    const double high = std::max(std::min(size.upper, largest_qr / q_min), low * 1.0001);
    const std::size_t n = has_two() ? pair_sizes : scan_sizes;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < n; ++i)
      sizes.push_back(low * std::pow(high / low, static_cast<double>(i) / static_cast<double>(n - 1)));
    return sizes;
  }

  bool needs_start(const std::string& name) const {
    const int index = index_of(model_, name);
    return index >= 0 && settings_.needs_start[index];
  }

  // The other lengths of the form keep their ratio to the first.
  void set_size(std::vector<double>& values, double size, const std::string& suffix) const {
    const double factor = size / cards_[0].default_value;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!settings_.needs_start[i] || cards_[i].unit != "nm") continue;
      if (cards_[i].name.ends_with("_2") != (suffix == "_2")) continue;
      values[i] = cards_[i].default_value * factor;
    }
  }

  void set_width(std::vector<double>& values, double size, double width, const std::string& suffix) const {
    const int index = index_of(model_, "sigma" + suffix);
    if (index < 0) return;
    values[index] = cards_[index].unit == "nm" ? width * size : width;
  }

  // Intensity of one unit of a linear parameter, the others zero.
  std::vector<double> column(std::vector<double> values, int index, double unit) {
    for (const int i : linear_) values[i] = 0;
    for (const int i : held_) values[i] = 0;
    values[index] = unit;
    model_.intensity(q_, values, basis_);
    return basis_;
  }

  Candidate at(std::vector<double> values, std::size_t size_index) {
    std::vector<std::vector<double>> columns;
    for (const int i : linear_)
      columns.push_back(cards_[i].name == "background" ? std::vector<double>(q_.size(), 1.0)
                                                       : column(values, i, 1));
    std::vector<double> rest = y_;
    for (const int i : held_) {
      if (values[i] == 0) continue;
      const std::vector<double> fixed = column(values, i, values[i]);
      for (std::size_t k = 0; k < rest.size(); ++k) rest[k] -= fixed[k];
    }
    const LinearFit fitted = solve(normal_of(columns, rest));
    for (std::size_t k = 0; k < linear_.size(); ++k)
      if (settings_.needs_start[linear_[k]]) values[linear_[k]] = start_of(linear_[k], fitted.x[k]);
    return {fitted.chi2, size_index, std::move(values)};
  }

  // Without any particles the sizes would have no effect, and the fit nowhere to go.
  double start_of(int index, double solved) const {
    const bool particles = cards_[index].name != "background";
    return particles ? std::max(solved, 1e-4 * cards_[index].default_value) : solved;
  }

  Normal normal_of(const std::vector<std::vector<double>>& columns, const std::vector<double>& y) const {
    Normal normal{.n = static_cast<int>(columns.size())};
    for (std::size_t k = 0; k < y.size(); ++k) {
      normal.yy += weight_[k] * y[k] * y[k];
      for (int i = 0; i < normal.n; ++i) {
        normal.b[i] += weight_[k] * columns[i][k] * y[k];
        for (int j = 0; j < normal.n; ++j) normal.a[i][j] += weight_[k] * columns[i][k] * columns[j][k];
      }
    }
    return normal;
  }

  const FrameSettings& settings_;
  const Model& model_;
  std::span<const ParameterCard> cards_;
  std::vector<double> q_, y_, weight_, basis_, base_, sizes_, sizes_2_;
  std::vector<int> linear_, held_;
  int size_2_ = -1;
};

// The best of each minimum.
std::vector<std::vector<double>> best_of(std::vector<Candidate> all, int most) {
  std::ranges::stable_sort(all, {}, &Candidate::chi2);
  std::vector<const Candidate*> taken;
  for (const Candidate& candidate : all) {
    if (static_cast<int>(taken.size()) == most) break;
    const bool near = std::ranges::any_of(taken, [&](const Candidate* other) {
      const std::size_t a = candidate.size_index, b = other->size_index;
      return (a > b ? a - b : b - a) <= 3;
    });
    if (!near) taken.push_back(&candidate);
  }
  std::vector<std::vector<double>> starts;
  for (const Candidate* candidate : taken) starts.push_back(candidate->values);
  return starts;
}

}  // namespace

std::vector<std::vector<double>> find_starts(const FrameSettings& settings, const Pattern& pattern,
                                             int most) {
  Scan scan(settings, pattern);
  return best_of(scan.has_two() ? scan.two_populations() : scan.one_population(), most);
}

}  // namespace nacre::scattering
