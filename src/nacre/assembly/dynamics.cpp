#include "nacre/assembly/dynamics.hpp"

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace nacre::assembly {
namespace {

void expect(bool holds, std::string_view name, double value, std::string_view expected) {
  if (holds) return;
  std::ostringstream text;
  text << name << " is " << value << ", expected " << expected;
  throw std::invalid_argument(text.str());
}

void expect_positive(std::string_view name, double value) {
  expect(value > 0 && std::isfinite(value), name, value, "a number above 0");
}

void check_noise(const Dynamics& dynamics) {
  expect_positive("the friction", dynamics.friction);
  expect(dynamics.friction * dynamics.time_step <= 0.2, "friction times time step",
         dynamics.friction * dynamics.time_step,
         "at most 0.2: noise is uniform, which makes the velocities Gaussian only over several steps");
}

void check_barostat(const Dynamics& dynamics) {
  expect(std::isfinite(dynamics.pressure), "the pressure", dynamics.pressure, "a number");
  expect_positive("the barostat's time", dynamics.barostat_time);
  expect_positive("the compressibility", dynamics.compressibility);
  expect(dynamics.barostat_interval >= 1, "the barostat's interval", dynamics.barostat_interval,
         "at least 1 step");
}

void check_chain(const Dynamics& dynamics) {
  expect_positive("the thermostat's time", dynamics.thermostat_time);
  expect(dynamics.thermostat_time >= 10 * dynamics.time_step, "the thermostat's time",
         dynamics.thermostat_time, "at least 10 time steps");
  expect(dynamics.chain_length >= 1 && dynamics.chain_length <= 10, "the length of the chain",
         dynamics.chain_length, "1 to 10");
}

}  // namespace

std::string_view ensemble_name(Ensemble ensemble) {
  switch (ensemble) {
    case Ensemble::nve:
      return "nve";
    case Ensemble::nvt:
      return "nvt";
    case Ensemble::langevin:
      return "langevin";
    case Ensemble::npt:
      break;
  }
  return "npt";
}

void check(const Dynamics& dynamics) {
  expect_positive("the time step", dynamics.time_step);
  expect_positive("kT", dynamics.kT);
  expect_positive("the largest move of a particle in one step", dynamics.largest_move);
  expect(dynamics.largest_kT > 1, "the largest kT over that which is set", dynamics.largest_kT,
         "more than 1");
  if (dynamics.ensemble == Ensemble::nvt) check_chain(dynamics);
  if (dynamics.ensemble == Ensemble::langevin || dynamics.ensemble == Ensemble::npt) check_noise(dynamics);
  if (dynamics.ensemble == Ensemble::npt) check_barostat(dynamics);
}

}  // namespace nacre::assembly
