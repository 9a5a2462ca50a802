// Variable projection: spectra that are linear in the species are solved for, and only the rates are searched
// (Golub and Pereyra 1973, doi:10.1137/0710036).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::spectra {

// Row-major.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values{};

  Matrix() = default;
  Matrix(std::size_t n, std::size_t m) : rows(n), columns(m), values(n * m) {}
  double& operator()(std::size_t i, std::size_t j) { return values[i * columns + j]; }
  double operator()(std::size_t i, std::size_t j) const { return values[i * columns + j]; }
};

// data ~ courses * spectra, in the least-squares sense; courses and data already over their noise.
struct Projection {
  Matrix spectra{};        // courses+ data
  Matrix residuals{};      // courses spectra - data
  Matrix inverse{};        // (courses^T courses)^-1: covariance of the spectra of one wavelength
  bool deficient = false;  // the courses do not tell the species apart
};
Projection project(const Matrix& courses, const Matrix& data);

// d residuals / d parameter for d courses / d parameter, without the part that lies within the courses
// (Kaufman 1975, doi:10.1007/BF01932995): the gradient of chi2 is exact, and J^T J is that of all parameters,
// rates and spectra, with the spectra eliminated, so that errors of the rates include those of the spectra.
Matrix kaufman_derivative(const Matrix& courses, const Matrix& d_courses, const Projection& at);

// d spectra / d parameter, - courses+ d courses spectra.
Matrix spectra_derivative(const Matrix& courses, const Matrix& d_courses, const Projection& at);

// Columns that hold all there is in the rows: data times the right singular vectors of its `most` largest
// singular values. Lengths and angles of rows are kept where no singular value is left out.
Matrix compressed(const Matrix& data, std::size_t most);

}  // namespace nacre::spectra
