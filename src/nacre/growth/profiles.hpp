// Populations to start from, cut into cohorts: bell curves, and the self-similar profiles of Ostwald
// ripening.
#pragma once

#include <functional>

#include "nacre/growth/synthesis.hpp"

namespace nacre::growth {

// About `cohorts` of radius, descending, of a population with this density of radii between `low_nm` and
// `high_nm`; the density need not be normalised. Three quarters of the cohorts are spread evenly over
// ln(share of particles that are larger) down to e^-6, so that ripening to a tenth of the number dissolves
// cohort after cohort of the same weight; the other quarter evenly over the radii of the few that are still
// larger, from which survivors come. Every cohort has the number and the volume of its slice; `number_per_m3`
// is that of all.
Seeds seeds_from_density(const std::function<double(double radius_nm)>& density, double low_nm,
                         double high_nm, double number_per_m3, int cohorts);

// Normal distribution of radii within 7 sigma, above 0.
Seeds gaussian_seeds(double mean_nm, double sigma_nm, double number_per_m3, int cohorts);

// Log-normal distribution with this mean and standard deviation of the radius itself, within 7 sigma of ln r.
Seeds lognormal_seeds(double mean_nm, double sigma_nm, double number_per_m3, int cohorts);

// Self-similar distributions of u = r / r_c, normalised. Diffusion limit (Lifshitz and Slyozov, J. Phys.
// Chem. Solids 19, 35 (1961); Wagner, Z. Elektrochem. 65, 581 (1961)):
//   f = 4/9 u^2 (3 / (3 + u))^(7/3) (3/2 / (3/2 - u))^(11/3) exp(-u / (3/2 - u)),  u < 3/2,  mean 1,
// reaction limit (Wagner):
//   f = 24 u (2 - u)^-5 exp(-3 u / (2 - u)),  u < 2,  mean 8/9, standard deviation sqrt(8) / 9.
double lsw_diffusion_density(double u);
double lsw_reaction_density(double u);

// Populations of these profiles: the largest radius is 3/2 and 9/4 of the mean.
Seeds lsw_diffusion_seeds(double mean_nm, double number_per_m3, int cohorts);
Seeds lsw_reaction_seeds(double mean_nm, double number_per_m3, int cohorts);

}  // namespace nacre::growth
