#include "nacre/scattering/pdf_envelope.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::scattering {
namespace {

constexpr PdfEnvelope envelopes[] = {
    {EnvelopeShape::sphere, 22}, {EnvelopeShape::shell, 30, 18}, {EnvelopeShape::log_normal, 20, 0, 0.2}};

// 4 pi r^2 gamma integrates to the volume: for log-normal diameters to <D^6>/<D^3> pi/6.
TEST(PdfEnvelope, IntegratesToTheVolume) {
  const double ball = M_PI / 6, s2 = std::log(1.04);
  const double volumes[] = {ball * std::pow(22, 3), ball * (std::pow(30, 3) - std::pow(18, 3)),
                            ball * std::pow(20 * std::exp(-s2 / 2), 3) * std::exp((36 - 9) * s2 / 2)};
  for (std::size_t k = 0; k < 3; ++k) {
    double sum = 0;
    for (double r = 0.005; r < 150; r += 0.01)
      sum += 4 * M_PI * r * r * envelope_at(envelopes[k], r).value * 0.01;
    EXPECT_NEAR(sum / volumes[k], 1, 1e-5) << k;
    EXPECT_DOUBLE_EQ(envelope_at(envelopes[k], 0).value, 1);
  }
}

TEST(PdfEnvelope, IsSupplementaryEquationTwoAndEndsAtTheDiameter) {
  EXPECT_DOUBLE_EQ(envelope_at(envelopes[0], 11).value, 1 - 0.75 + 0.0625);
  EXPECT_EQ(envelope_at(envelopes[0], 22).value, 0);
  EXPECT_EQ(envelope_at(envelopes[1], 30.1).value, 0);
  EXPECT_EQ(envelope_at({}, 1000).value, 1);
}

TEST(PdfEnvelope, TendsToTheSphere) {
  for (double r = 0.5; r < 25; r += 1.3) {
    const double sphere = envelope_at(envelopes[0], r).value;
    EXPECT_NEAR(envelope_at({EnvelopeShape::shell, 22, 1e-4}, r).value, sphere, 1e-10);
    EXPECT_NEAR(envelope_at({EnvelopeShape::log_normal, 22, 0, 1e-5}, r).value, sphere, 1e-8);
  }
}

TEST(PdfEnvelope, DerivativesAreThoseOfDifferences) {
  for (const PdfEnvelope& envelope : envelopes)
    for (double r = 0.7; r < 40; r += 1.7) {
      const EnvelopeValue at = envelope_at(envelope, r);
      const auto slope = [&](double PdfEnvelope::*member) {
        PdfEnvelope up = envelope, down = envelope;
        up.*member += 1e-5;
        down.*member -= 1e-5;
        return (envelope_at(up, r).value - envelope_at(down, r).value) / 2e-5;
      };
      EXPECT_NEAR(at.by_diameter, slope(&PdfEnvelope::diameter_A), 1e-7) << r;
      if (envelope.shape == EnvelopeShape::shell) {
        EXPECT_NEAR(at.by_inner, slope(&PdfEnvelope::inner_A), 1e-7) << r;
      }
      if (envelope.shape == EnvelopeShape::log_normal) {
        EXPECT_NEAR(at.by_spread, slope(&PdfEnvelope::spread), 1e-6) << r;
      }
    }
}

TEST(PdfEnvelope, RefusesWhatHasNoSize) {
  EXPECT_NO_THROW(check_envelope({}));
  for (const PdfEnvelope& bad :
       {PdfEnvelope{EnvelopeShape::sphere, 0}, PdfEnvelope{EnvelopeShape::shell, 10, 10},
        PdfEnvelope{EnvelopeShape::log_normal, 10, 0, 0}})
    EXPECT_THROW(check_envelope(bad), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
