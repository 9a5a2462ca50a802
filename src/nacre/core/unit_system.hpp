// Unit texts as UDUNITS-2 units, with nacre's short list before it. For units.cpp alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nacre {

// The text in quotes, shortened if it is long.
std::string quoted(std::string_view text);

// Value in unit `to` of `value` in unit `from`. Throws std::invalid_argument with the reason.
double convert_between(double value, std::string_view from, std::string_view to,
                       std::optional<double> temperature_K);

}  // namespace nacre
