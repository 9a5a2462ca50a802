// Probabilities of the tails that tests of hypotheses need, for whole degrees of freedom: finite sums.
#pragma once

namespace nacre::fit {

// Probability that chi-square with so many degrees of freedom is larger; 1 where there are none.
// Abramowitz and Stegun, 26.4.4 and 26.4.5.
double chi2_tail(double chi2, int degrees_of_freedom);

// Probability that Student's t is larger than |t| in size (at least 1 degree of freedom). Abramowitz and
// Stegun, 26.7.3 and 26.7.4.
double student_tail(double t, int degrees_of_freedom);

// Probability that a normal deviate is larger than |z| in size.
double normal_tail(double z);

// The t above 0 with this tail.
double student_quantile(double tail, int degrees_of_freedom);

}  // namespace nacre::fit
