#include "nacre/spectra/thin_svd.hpp"

#include <Eigen/SVD>

namespace nacre::spectra {
namespace {

Matrix matrix_of(const Eigen::MatrixXd& from) {
  Matrix m(static_cast<std::size_t>(from.rows()), static_cast<std::size_t>(from.cols()));
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t k = 0; k < m.columns; ++k)
      m(i, k) = from(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k));
  return m;
}

}  // namespace

ThinSvd thin_svd(const Matrix& m) {
  Eigen::MatrixXd copy(m.rows, m.columns);
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.columns; ++j)
      copy(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = m(i, j);
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(copy, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::VectorXd& values = svd.singularValues();
  return {matrix_of(svd.matrixU()), {values.data(), values.data() + values.size()}, matrix_of(svd.matrixV())};
}

}  // namespace nacre::spectra
