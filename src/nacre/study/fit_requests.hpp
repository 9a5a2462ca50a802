// What a study asks of a fit, put onto the parameters of a model.
#pragma once

#include <string>

#include "nacre/fit/problem.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// A bound of the study replaces that of the model's card, and a start beyond the card widens it.
void apply_request(const ParameterRequest& request, fit::Parameter& parameter);

// Anything but plain "fit".
bool says_something(const ParameterRequest& request);

// squares | huber | soft-l1 | cauchy
fit::Loss loss_of(const std::string& name);

}  // namespace nacre::study
