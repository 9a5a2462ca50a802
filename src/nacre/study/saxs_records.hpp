// What is kept of each fitted frame: small enough for ten thousand of them, and for the checkpoint.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/study/saxs_data.hpp"
#include "nacre/study/saxs_model.hpp"

namespace nacre::study {

enum class FrameStatus { ok, at_bound, not_determined, not_converged, unusable };
std::string to_string(FrameStatus status);

struct FrameRecord {
  std::string name{};
  double at = no_value;
  FrameStatus status = FrameStatus::unusable;
  std::string message{};         // why it is not ok
  std::vector<double> values{};  // of every parameter of the model; empty for unusable ones
  std::vector<double> errors{};
  std::vector<double> derived{};  // as in derived_of
  std::vector<double> derived_errors{};
  double chi2_reduced = no_value;
  double runs_z = no_value;
  int n_points = 0;

  bool has_values() const { return status != FrameStatus::unusable; }
  bool is_fit() const { return status == FrameStatus::ok || status == FrameStatus::at_bound; }
};

// What follows from the parameters.
struct DerivedQuantity {
  std::string name{};
  std::string unit{};
  std::string description{};
};

// Size, sigma, dispersity and concentration of each population (the second with _2), volume_share, and the
// yield where the study has a material.
class DerivedQuantities {
 public:
  DerivedQuantities(const Case& one, const SaxsModel& saxs);

  const std::vector<DerivedQuantity>& names() const { return names_; }
  std::optional<std::size_t> find(std::string_view name) const;
  std::vector<double> values(std::span<const double> parameters) const;
  std::vector<double> errors(const fit::Result& result) const;  // from the covariance

 private:
  std::shared_ptr<const scattering::Model> model_;
  std::vector<DerivedQuantity> names_;
  int populations_;
  bool polydisperse_;
  double solid_mol_m3_ = 0;  // of precursor times molar volume; 0: no yield
};

FrameRecord record_of(const SaxsFrame& frame, const scattering::FrameFit& fitted,
                      const DerivedQuantities& derived);
FrameRecord record_of(const SaxsFrame& frame, const fit::Result& result, double runs_z,
                      const DerivedQuantities& derived);
FrameRecord unusable_record(const SaxsFrame& frame);

// Numbers for the checkpoint, and back.
std::vector<double> pack(const std::vector<FrameRecord>& records);
std::vector<FrameRecord> unpack(const std::vector<double>& numbers);

}  // namespace nacre::study
