#include "nacre/growth/recipe_descent.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::growth {
namespace {

class Simplex {
 public:
  Simplex(const std::function<double(const std::vector<double>&)>& f, int evaluations)
      : f_(f), left_(evaluations) {}

  Lowest descend(const std::vector<double>& start, double step, double smallest) {
    corners_.push_back(tried(start));
    for (std::size_t i = 0; i < start.size() && left_ > 0; ++i) {
      std::vector<double> at = start;
      at[i] += at[i] + step <= 1 ? step : -step;
      corners_.push_back(tried(std::move(at)));
    }
    sort();
    while (left_ > 0 && corners_.size() > start.size() && size() > smallest) improve();
    return corners_.front();
  }

 private:
  Lowest tried(std::vector<double> at) {
    --left_;
    for (double& x : at) x = std::clamp(x, 0.0, 1.0);
    const double value = f_(at);
    return {std::move(at), value};
  }

  void sort() { std::ranges::stable_sort(corners_, {}, &Lowest::value); }

  double size() const {
    double largest = 0;
    for (const Lowest& corner : corners_)
      for (std::size_t i = 0; i < corner.at.size(); ++i)
        largest = std::max(largest, std::abs(corner.at[i] - corners_.front().at[i]));
    return largest;
  }

  // From the middle of all corners but the worst, `far` times the way away from the worst.
  std::vector<double> beyond(double far) const {
    const std::vector<double>& worst = corners_.back().at;
    std::vector<double> at(worst.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      double middle = 0;
      for (std::size_t c = 0; c + 1 < corners_.size(); ++c) middle += corners_[c].at[i];
      middle /= static_cast<double>(corners_.size() - 1);
      at[i] = middle + far * (middle - worst[i]);
    }
    return at;
  }

  void improve() {
    const Lowest reflected = tried(beyond(1));
    if (reflected.value < corners_.front().value && left_ > 0) {
      const Lowest further = tried(beyond(2));
      corners_.back() = further.value < reflected.value ? further : reflected;
    } else if (reflected.value < corners_[corners_.size() - 2].value) {
      corners_.back() = reflected;
    } else {
      contract(reflected);
    }
    sort();
  }

  void contract(const Lowest& reflected) {
    if (left_ <= 0) return;
    const bool outside = reflected.value < corners_.back().value;
    const Lowest nearer = tried(beyond(outside ? 0.5 : -0.5));
    if (nearer.value < std::min(reflected.value, corners_.back().value))
      corners_.back() = nearer;
    else
      shrink();
  }

  void shrink() {
    for (std::size_t c = 1; c < corners_.size() && left_ > 0; ++c) {
      std::vector<double> at = corners_[c].at;
      for (std::size_t i = 0; i < at.size(); ++i) at[i] = (at[i] + corners_.front().at[i]) / 2;
      corners_[c] = tried(std::move(at));
    }
  }

  const std::function<double(const std::vector<double>&)>& f_;
  int left_;
  std::vector<Lowest> corners_{};  // lowest first
};

}  // namespace

Lowest descend(const std::function<double(const std::vector<double>&)>& f, const std::vector<double>& start,
               double step, double smallest, int evaluations) {
  return Simplex(f, evaluations).descend(start, step, smallest);
}

}  // namespace nacre::growth
