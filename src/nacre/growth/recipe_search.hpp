// The smallest dispersity at a given radius, for one kind of schedule.
#pragma once

#include <optional>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/growth/recipe.hpp"

namespace nacre::growth {

enum class Schedule { injection, feed };

// Recipes that differ in the pivot alone, in the order of its values.
using Ray = std::vector<Outcome>;

class RecipeSearch {
 public:
  // The base and the control must outlive the search.
  RecipeSearch(const Synthesis& base, const DesignSpace& space, Schedule schedule, double least_yield,
               const RecipeEffort& effort, const RunControl& control);

  std::size_t ray_count() const;
  Ray ray(std::size_t index) const;  // the same for the same index
  void keep(std::vector<Ray> rays) { rays_ = std::move(rays); }
  const std::vector<Ray>& rays() const { return rays_; }

  Outcome tried(const Recipe& recipe, const Options& options) const;

  // Begins at the best rays; nothing where the radius is not reached with the least yield.
  std::optional<Outcome> best_at(double radius_nm) const;

  // The same recipe with the pivot turned until the radius is right within `tolerance`, relative, as far as
  // the bounds allow.
  Outcome aimed(const Recipe& recipe, double radius_nm, double tolerance, const Options& options) const;

 private:
  struct Aim;
  struct Start;

  double coordinate(Variable variable,
                    double value) const;  // 0 at the low end of the range, 1 at the high end
  double value(Variable variable, double coordinate) const;
  Recipe middle() const;
  Recipe at(const std::vector<double>& others) const;
  double penalty(const Outcome& outcome, double radius_nm) const;
  Outcome turned(Recipe recipe, double radius_nm, double tolerance, const Options& options, Aim& aim) const;
  Start start_at(double radius_nm) const;

  const Synthesis& base_;
  DesignSpace space_;
  Schedule schedule_;
  double least_yield_;
  RecipeEffort effort_;
  const RunControl& control_;
  Variable pivot_ = Variable::rate;
  std::vector<Variable> others_{};  // that vary, besides the pivot
  std::vector<Ray> rays_{};
};

}  // namespace nacre::growth
