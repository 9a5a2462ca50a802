#include "nacre/spectra/projection.hpp"

#include <Eigen/QR>
#include <algorithm>

#include "nacre/spectra/thin_svd.hpp"

namespace nacre::spectra {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const RowMajor> view(const Matrix& m) {
  return {m.values.data(), static_cast<Eigen::Index>(m.rows), static_cast<Eigen::Index>(m.columns)};
}

Matrix matrix_of(const RowMajor& m) {
  Matrix result(static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols()));
  std::copy(m.data(), m.data() + m.size(), result.values.begin());
  return result;
}

constexpr double deficient_below = 1e-9;

using Decomposed = Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd>;

Decomposed decomposed(const Matrix& courses) {
  Decomposed d;
  d.setThreshold(deficient_below);
  d.compute(view(courses));
  return d;
}

}  // namespace

Projection project(const Matrix& courses, const Matrix& data) {
  const Decomposed d = decomposed(courses);
  const RowMajor spectra = d.solve(Eigen::MatrixXd(view(data)));
  const RowMajor residuals = view(courses) * spectra - view(data);
  const Eigen::MatrixXd inverse = d.pseudoInverse();
  return {.spectra = matrix_of(spectra),
          .residuals = matrix_of(residuals),
          .inverse = matrix_of(RowMajor(inverse * inverse.transpose())),
          .deficient = d.rank() < static_cast<Eigen::Index>(courses.columns)};
}

Matrix kaufman_derivative(const Matrix& courses, const Matrix& d_courses, const Projection& at) {
  const RowMajor moved = view(d_courses) * view(at.spectra);
  const RowMajor within = decomposed(courses).solve(Eigen::MatrixXd(moved));
  return matrix_of(moved - view(courses) * within);
}

Matrix spectra_derivative(const Matrix& courses, const Matrix& d_courses, const Projection& at) {
  const RowMajor moved = view(d_courses) * view(at.spectra);
  const RowMajor change = decomposed(courses).solve(Eigen::MatrixXd(moved));
  return matrix_of(-change);
}

Matrix compressed(const Matrix& data, std::size_t most) {
  if (data.columns <= most) return data;
  const ThinSvd svd = thin_svd(data);
  Matrix kept(data.rows, std::min(most, svd.values.size()));
  for (std::size_t i = 0; i < kept.rows; ++i)
    for (std::size_t k = 0; k < kept.columns; ++k) kept(i, k) = svd.left(i, k) * svd.values[k];
  return kept;
}

}  // namespace nacre::spectra
