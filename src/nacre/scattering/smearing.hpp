// Resolution of the instrument: what a curve becomes when each point is a Gaussian average over q.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

// Flow:
// 1. made once for the q of the data and their dq, the standard deviations of q ("pinhole" smearing);
// 2. the model is calculated at calculation_q(), which reaches beyond the data at both ends;
// 3. apply() takes that, or columns of derivatives, to the q of the data.
//
// I_smeared(q_i) is the mean of I over a normal distribution around q_i, cut at 6 standard deviations and
// normalised; I is even in q, so that what lies below zero is read at |q|. It is summed by the trapezoidal
// rule in steps of at most 0.7 dq, which errs by less than 1e-6 for curves that wave no faster than 4/dq
// (particles smaller than 2/dq). Points without a width (dq = 0) stay as they are.
class Smearing {
 public:
  // Throws std::invalid_argument for sizes that differ, q that is not ascending, negative dq.
  Smearing(std::span<const double> q_per_nm, std::span<const double> dq_per_nm);

  std::size_t size() const { return rows_.size(); }
  // In 1/nm, ascending; neighbours may be equal.
  std::span<const double> calculation_q() const { return q_; }

  // `calculated` holds calculation_q().size() rows of `columns` values, `out` size() rows.
  void apply(std::span<const double> calculated, std::span<double> out, std::size_t columns = 1) const;

 private:
  struct Group;
  static std::vector<Group> groups(std::span<const double> q, std::span<const double> dq);
  void add_grid(const Group& group, std::span<const double> q, std::span<const double> dq);
  void add_row(std::size_t point, double q, double dq, double step, std::size_t base, double start);
  void sort_grids();

  struct Row {
    std::size_t first = 0;  // in entries_
    std::size_t count = 0;
  };
  struct Entry {
    std::size_t column;
    double weight;
  };
  std::vector<double> q_;
  std::vector<Row> rows_;
  std::vector<Entry> entries_;
};

}  // namespace nacre::scattering
