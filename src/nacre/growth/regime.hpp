// Two populations that grow in one pot, dr/dt = a(t) / r^m with the same a(t) for both: what the radius of
// one says about the other, and what their growth does to the monomer.
#pragma once

namespace nacre::growth {

// Exponents with a name: eqs 3 and 2 of the superfocusing paper, and its reference line.
inline constexpr double reaction_exponent = 0;
inline constexpr double diffusion_exponent = 1;
inline constexpr double paper_exponent = 4;

// At this exponent growth leaves the monomer concentration as it is (eq 5).
inline constexpr double threshold_exponent = 2;

// The radii of both populations at one time.
struct RadiusPair {
  double r1_nm = 0;
  double r2_nm = 0;
};

// (x^p - 1) / p, the logarithm at p = 0: x^p without the constant that breaks at p = 0.
double power_coordinate(double x, double p);

// The x > 0 of a coordinate: 0 or infinity where no x reaches it.
double power_radius(double coordinate, double p);

// Radius of population 1 when population 2 has grown to r2_nm, from a time when both were `reference`:
// r1^(m+1) - r2^(m+1) is constant. m = 1 is eq 2 of the paper, m = 0 its eq 3. Holds for any m, also -1,
// where the ratio of the radii is constant. Where the law asks for less than nothing or more than everything
// the radius is 0 or infinite.
double predicted_r1_nm(double r2_nm, double exponent, const RadiusPair& reference);

// The same the other way round.
double predicted_r2_nm(double r1_nm, double exponent, const RadiusPair& reference);

// Derivatives of predicted_r1_nm, which is `r1_nm` here.
struct PredictionSlopes {
  double by_r2 = 0;
  double by_exponent = 0;  // nm
  double by_reference_r1 = 0;
};
PredictionSlopes prediction_slopes(double r1_nm, double r2_nm, double exponent, const RadiusPair& reference);

// Monomer concentration at this radius over that at the reference, for a fixed number of particles and a
// fixed rate of monomer generation: eq 5, d[M]/dr = (m - 2) [M] / r.
double relative_monomer(double radius_nm, double reference_nm, double exponent);

}  // namespace nacre::growth
