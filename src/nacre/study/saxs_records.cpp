#include "nacre/study/saxs_records.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/scattering/absolute_scale.hpp"

namespace nacre::study {
namespace {

std::string joined(const std::vector<std::string>& warnings) {
  std::string text;
  for (const std::string& warning : warnings) text += (text.empty() ? "" : "; ") + warning;
  return text;
}

FrameStatus status_of(const fit::Result& result) {
  if (!result.converged) return FrameStatus::not_converged;
  if (std::ranges::find(result.at_bound, true) != result.at_bound.end()) return FrameStatus::at_bound;
  return result.singular ? FrameStatus::not_determined : FrameStatus::ok;
}

// Texts and lists as a length and then one number for each element.
class Packer {
 public:
  void add(double value) { numbers_.push_back(value); }
  void add(const std::string& text) {
    add(static_cast<double>(text.size()));
    for (const char c : text) add(static_cast<unsigned char>(c));
  }
  void add(const std::vector<double>& list) {
    add(static_cast<double>(list.size()));
    numbers_.insert(numbers_.end(), list.begin(), list.end());
  }
  std::vector<double> take() { return std::move(numbers_); }

 private:
  std::vector<double> numbers_;
};

class Unpacker {
 public:
  explicit Unpacker(const std::vector<double>& numbers) : numbers_(numbers) {}
  double number() { return numbers_.at(at_++); }
  std::string text() {
    std::string text;
    for (auto n = static_cast<std::size_t>(number()); n-- > 0;)
      text += static_cast<char>(static_cast<unsigned char>(number()));
    return text;
  }
  std::vector<double> list() {
    std::vector<double> list(static_cast<std::size_t>(number()));
    for (double& value : list) value = number();
    return list;
  }

 private:
  const std::vector<double>& numbers_;
  std::size_t at_ = 0;
};

}  // namespace

std::string to_string(FrameStatus status) {
  switch (status) {
    case FrameStatus::ok:
      return "ok";
    case FrameStatus::at_bound:
      return "at-bound";
    case FrameStatus::not_determined:
      return "not-determined";
    case FrameStatus::not_converged:
      return "not-converged";
    case FrameStatus::unusable:
      break;
  }
  return "unusable";
}

DerivedQuantities::DerivedQuantities(const Case& one, const SaxsModel& saxs)
    : model_(saxs.model),
      populations_(saxs.populations),
      polydisperse_(scattering::index_of(*saxs.model, "sigma") >= 0) {
  const std::string size(model_->parameters()[0].name);
  for (int population = 0; population < populations_; ++population) {
    const std::string suffix = population == 0 ? "" : "_2";
    const std::string which = population == 0 ? "" : " of the second population";
    names_.push_back({size + suffix, "nm", "mean " + size + " by number" + which});
    if (polydisperse_) {
      names_.push_back({"sigma" + suffix, "nm", "standard deviation of the " + size + " by number" + which});
      names_.push_back({"dispersity" + suffix, "", "sigma / " + size + which});
    }
    names_.push_back({"concentration" + suffix, "umol/L", "particles per volume" + which});
  }
  names_.push_back({"volume_share", "", "share of the volume that the particles take"});
  if (!one.has("material.molar_volume") || !one.has("material.precursor")) return;
  solid_mol_m3_ = one.number("material.precursor") * one.number("material.molar_volume");
  names_.push_back({"yield", "", "share of the precursor that is in particles"});
}

std::optional<std::size_t> DerivedQuantities::find(std::string_view name) const {
  const auto found = std::ranges::find(names_, name, &DerivedQuantity::name);
  if (found == names_.end()) return {};
  return static_cast<std::size_t>(found - names_.begin());
}

std::vector<double> DerivedQuantities::values(std::span<const double> parameters) const {
  std::vector<double> values;
  double total_uM = 0;
  for (int population = 0; population < populations_; ++population) {
    const double size = model_->mean_size_nm(parameters, population);
    values.push_back(size);
    if (polydisperse_) {
      const double sigma = model_->deviation_nm(parameters, population);
      values.insert(values.end(), {sigma, sigma / size});
    }
    const int index = scattering::index_of(*model_, population == 0 ? "concentration" : "concentration_2");
    values.push_back(parameters[static_cast<std::size_t>(index)]);
    total_uM += values.back();
  }
  const double share =
      total_uM > 0 ? scattering::volume_fraction(total_uM, model_->mean_volume_nm3(parameters)) : 0;
  values.push_back(share);
  if (solid_mol_m3_ > 0) values.push_back(share / solid_mol_m3_);
  return values;
}

// By central differences along each free parameter, a thousandth of its error wide.
std::vector<double> DerivedQuantities::errors(const fit::Result& result) const {
  const std::size_t n = result.free_index.size();
  std::vector<std::vector<double>> slopes;
  for (const int index : result.free_index) {
    const auto at = static_cast<std::size_t>(index);
    const double error = result.uncertainties[at];
    const double step = std::isfinite(error) && error > 0
                            ? std::min(1e-3 * error, 1e-3 * std::abs(result.values[at]) + 1e-12)
                            : 1e-6 * std::abs(result.values[at]) + 1e-12;
    std::vector<double> above(result.values), below(result.values);
    above[at] += step;
    below[at] -= step;
    slopes.push_back(values(above));
    const std::vector<double> low = values(below);
    for (std::size_t k = 0; k < low.size(); ++k) slopes.back()[k] = (slopes.back()[k] - low[k]) / (2 * step);
  }
  std::vector<double> errors;
  for (std::size_t k = 0; k < names_.size(); ++k) {
    double variance = 0;
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b)
        if (slopes[a][k] != 0 && slopes[b][k] != 0)
          variance += slopes[a][k] * slopes[b][k] * result.covariance[a * n + b];
    errors.push_back(std::sqrt(variance));
  }
  return errors;
}

FrameRecord record_of(const SaxsFrame& frame, const fit::Result& result, double runs_z,
                      const DerivedQuantities& derived) {
  FrameRecord record{.name = frame.name,
                     .at = frame.at,
                     .status = status_of(result),
                     .message = joined(result.warnings),
                     .values = result.values,
                     .errors = result.uncertainties,
                     .derived = derived.values(result.values),
                     .derived_errors = derived.errors(result),
                     .chi2_reduced = result.chi2_reduced(),
                     .runs_z = runs_z,
                     .n_points = result.n_data};
  return record;
}

FrameRecord record_of(const SaxsFrame& frame, const scattering::FrameFit& fitted,
                      const DerivedQuantities& derived) {
  return record_of(frame, fitted.result, fitted.runs_z, derived);
}

FrameRecord unusable_record(const SaxsFrame& frame) {
  return {.name = frame.name, .at = frame.at, .status = FrameStatus::unusable, .message = frame.defect};
}

std::vector<double> pack(const std::vector<FrameRecord>& records) {
  Packer packer;
  packer.add(static_cast<double>(records.size()));
  for (const FrameRecord& record : records) {
    packer.add(record.name);
    packer.add(record.message);
    for (const double value : {record.at, static_cast<double>(record.status), record.chi2_reduced,
                               record.runs_z, static_cast<double>(record.n_points)})
      packer.add(value);
    for (const auto* list : {&record.values, &record.errors, &record.derived, &record.derived_errors})
      packer.add(*list);
  }
  return packer.take();
}

std::vector<FrameRecord> unpack(const std::vector<double>& numbers) {
  Unpacker unpacker(numbers);
  std::vector<FrameRecord> records(static_cast<std::size_t>(unpacker.number()));
  for (FrameRecord& record : records) {
    record.name = unpacker.text();
    record.message = unpacker.text();
    record.at = unpacker.number();
    record.status = static_cast<FrameStatus>(static_cast<int>(unpacker.number()));
    record.chi2_reduced = unpacker.number();
    record.runs_z = unpacker.number();
    record.n_points = static_cast<int>(unpacker.number());
    for (auto* list : {&record.values, &record.errors, &record.derived, &record.derived_errors})
      *list = unpacker.list();
  }
  return records;
}

}  // namespace nacre::study
