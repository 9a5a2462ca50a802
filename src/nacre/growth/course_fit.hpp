// Fits of syntheses to what was measured over time: mean radius, its spread, concentration and yield.
//
// 1. Every start is fitted with a coarse solver: the given one, and others drawn between the bounds.
// 2. The best of them is fitted again with the solver of the plan.
// 3. The derivatives there tell uncertainties, correlations, and what the data cannot tell apart.
//
// Parameters that are positive over orders of magnitude are fitted as their natural logarithm; whatever this
// header returns is in natural units unless it says "as fitted".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/fit/fit.hpp"
#include "nacre/growth/simulate.hpp"
#include "nacre/growth/synthesis.hpp"

namespace nacre::growth {

enum class Observable { radius, sigma, concentration, yield };

// One measured quantity at the times of its course, in nm, nm, mol/m3 or as a share.
struct Series {
  Observable observable = Observable::radius;
  std::vector<double> values{};
  std::vector<double> errors{};  // standard errors, or weights of that form where their size is not known
};

// What was measured in one synthesis, and its conditions.
struct Course {
  std::string name{};
  Synthesis synthesis{};         // what is fitted may have any value in it
  std::vector<double> time_s{};  // ascending, within the synthesis
  std::vector<Series> series{};
};

// A number of the synthesis that is to be found, the same for all courses.
struct CourseParameter {
  std::string name{};
  std::string unit{};
  std::string description{};
  bool logarithmic = false;  // positive: fitted as its logarithm
  double start = 0;
  double lower = 0;
  double upper = 0;
  double& (*in)(Synthesis& synthesis) = nullptr;
};

struct CourseFitPlan {
  std::string name{};   // of the data
  std::string model{};  // in words
  std::vector<CourseParameter> parameters{};
  bool errors_known = true;  // false: the errors are relative, the scatter sets their size
  fit::Loss loss = fit::Loss::squares;
  double tolerance = 1e-4;  // of the solver, as in Options
  int resolution = 80;
  bool shot_noise = false;  // as in Options
  int starts = 1;
  bool profile = false;  // 68 % intervals by profile
};

// What became of one start.
struct CourseStart {
  std::vector<double> start{};  // of every parameter
  std::vector<double> end{};
  double start_chi2 = 0;  // with the coarse solver; infinite: the synthesis fails there
  double chi2 = 0;
  bool converged = false;
  bool reached_best = false;
};

// A direction in which the parameters can go together while the courses hardly change.
struct Ambiguity {
  std::vector<std::size_t> members{};  // parameters that take part, the one that moves most first
  std::vector<double> change{};        // of each, as fitted: of the logarithm where it is one; first: +0.01
  double stretch = 0;  // how many times its error is what it were if the others were known; of the first
};

struct CourseFit {
  CourseFitPlan plan{};
  fit::Problem problem{};
  fit::Result result{};  // as fitted
  std::vector<CourseStart> starts{};
  std::vector<Ambiguity> ambiguities{};

  std::vector<double> values() const;
  std::vector<double> uncertainties() const;
  std::vector<std::optional<std::array<double, 2>>> intervals() const;
};

// What an observable says of the flask; NaN for radius and sigma without particles.
double observed(const Point& point, Observable observable);

// Model values at the times of the data, series by series. Throws as simulate() does.
std::vector<double> course_values(const Course& course, const Options& options);

// The synthesis with the parameters at these values.
Synthesis with_values(Synthesis synthesis, const std::vector<CourseParameter>& parameters,
                      const std::vector<double>& values);

// Deterministic in the seed, whatever the number of threads. Throws std::invalid_argument: no parameter,
// starts outside of the bounds, bounds that are not finite where starts are drawn, data that make no sense
// or are fewer than the parameters, a start at which the synthesis cannot be simulated.
CourseFit fit_courses(const std::vector<Course>& courses, const CourseFitPlan& plan, std::uint64_t seed,
                      const RunControl& control);

// The table for people.
FitSummary summarize(const CourseFit& fit);

}  // namespace nacre::growth
