#include "nacre/fit/covariance.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nacre::fit {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double null_component = 1e-3;  // of a unit null vector: less is noise

// Rows of zeros make it at least square, so that the decomposition has all right vectors.
Eigen::MatrixXd padded(std::span<const double> jacobian, Eigen::Index k) {
  const auto n = static_cast<Eigen::Index>(jacobian.size()) / k;
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(std::max(n, k), k);
  matrix.topRows(n) = Eigen::Map<const RowMajor>(jacobian.data(), n, k);
  return matrix;
}

Eigen::VectorXd column_lengths(const Eigen::MatrixXd& matrix) {
  Eigen::VectorXd lengths = matrix.colwise().norm();
  for (double& length : lengths) length = length > 0 ? length : 1;
  return lengths;
}

std::vector<std::size_t> moved_by(const Eigen::MatrixXd& null_vectors) {
  std::vector<std::size_t> moved;
  for (Eigen::Index j = 0; j < null_vectors.rows(); ++j) {
    if (null_vectors.row(j).norm() > null_component) moved.push_back(static_cast<std::size_t>(j));
  }
  return moved;
}

}  // namespace

Covariance covariance_of(std::span<const double> jacobian, std::size_t n_free) {
  const auto k = static_cast<Eigen::Index>(n_free);
  Eigen::MatrixXd scaled = padded(jacobian, k);
  const Eigen::VectorXd lengths = column_lengths(scaled);
  scaled *= lengths.cwiseInverse().asDiagonal();

  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(scaled, Eigen::ComputeThinV);
  const Eigen::VectorXd& s = svd.singularValues();
  const double smallest = std::sqrt(std::numeric_limits<double>::epsilon()) * s[0];
  const Eigen::Index rank = (s.array() > smallest).count();

  // Columns of V / s over the determined directions, rows back in the units of the parameters.
  const Eigen::MatrixXd root = lengths.cwiseInverse().asDiagonal() * svd.matrixV().leftCols(rank) *
                               s.head(rank).cwiseInverse().asDiagonal();
  RowMajor matrix = root * root.transpose();
  Covariance result{.matrix = {}, .undetermined = moved_by(svd.matrixV().rightCols(k - rank))};
  for (const std::size_t j : result.undetermined) {
    matrix.row(static_cast<Eigen::Index>(j)).setConstant(std::numeric_limits<double>::quiet_NaN());
    matrix.col(static_cast<Eigen::Index>(j)).setConstant(std::numeric_limits<double>::quiet_NaN());
  }
  result.matrix.assign(matrix.data(), matrix.data() + matrix.size());
  return result;
}

}  // namespace nacre::fit
