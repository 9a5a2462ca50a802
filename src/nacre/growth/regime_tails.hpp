// Probabilities of the tails that tests of hypotheses need, for whole degrees of freedom: finite sums.
#pragma once

namespace nacre::growth {

// Probability that chi-square with so many degrees of freedom (at least 1) is larger.
// Abramowitz and Stegun, 26.4.4 and 26.4.5.
double chi2_tail(double chi2, int degrees_of_freedom);

// Probability that Student's t is larger than |t| in size. Abramowitz and Stegun, 26.7.3 and 26.7.4.
double student_tail(double t, int degrees_of_freedom);

// The t above 0 with this tail.
double student_quantile(double tail, int degrees_of_freedom);

}  // namespace nacre::growth
