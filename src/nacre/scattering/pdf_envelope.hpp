// What the finite size of a crystal leaves of its pairs at a distance r: the correlation function of its
// shape, 1 at r = 0. Diameters in angstrom.
#pragma once

#include <array>

namespace nacre::scattering {

enum class EnvelopeShape {
  none,        // no end
  sphere,      // of diameter D: 1 - 3r/2D + (r/D)^3/2 up to D
  shell,       // a hollow sphere: the shell of a core-shell particle, whose core is a sphere
  log_normal,  // spheres whose diameters are log-normal, each counted with its volume
};

struct PdfEnvelope {
  EnvelopeShape shape = EnvelopeShape::none;
  double diameter_A = 0;  // log_normal: the mean by number
  double inner_A = 0;     // shell: diameter of the hollow
  double spread = 0;      // log_normal: standard deviation / mean by number
};

struct EnvelopeValue {
  double value = 1;
  double by_diameter = 0;  // derivatives, 1/A
  double by_inner = 0;
  double by_spread = 0;
};

// Throws std::invalid_argument for diameters that are not positive, a hollow as wide as the shell, a spread
// that is not positive.
void check_envelope(const PdfEnvelope& envelope);

EnvelopeValue envelope_at(const PdfEnvelope& envelope, double r_A);

}  // namespace nacre::scattering
