// Figures as data. Study kinds fill them, report/ draws them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace nacre {

struct Axis {
  std::string label{};
  std::string unit{};  // empty: none
  bool logarithmic = false;
};

enum class Mark { line, dashed, points, band };

// One curve of a plot. Points may carry y_error; a band has y_low and y_high instead of y.
// Curves of one color index belong together (data, fit and band of one system).
struct Curve {
  std::string label{};  // empty: not in the legend
  Mark mark = Mark::line;
  int color = 0;
  std::vector<double> x{};
  std::vector<double> y{};
  std::vector<double> y_error{};
  std::vector<double> y_low{};
  std::vector<double> y_high{};
  std::vector<std::string> notes{};  // optional name of each point
  double shade = 1;                  // less than 1: paler, as earlier moments beside later ones
};

struct Plot {
  std::string id{};  // [a-z0-9-], unique in the report; name of its downloads
  std::string title{};
  std::string caption{};  // one or two sentences: what is seen, from which equation
  Axis x{};
  Axis y{};
  std::vector<Curve> curves{};
};

// A square matrix with values in -1..1 (correlations of parameters).
struct CorrelationMap {
  std::string id{};
  std::string title{};
  std::string caption{};
  std::vector<std::string> names{};
  std::vector<double> values{};  // row-major, names.size() squared
};

// One arrangement of two ligands on a lattice, row by row; 1 is ligand A.
struct LatticePicture {
  std::string title{};
  std::string lattice{};  // square | triangular
  int nx = 0;
  int ny = 0;
  std::vector<std::uint8_t> is_a{};
};

// Pictures side by side, with a common legend.
struct Gallery {
  std::string id{};
  std::string title{};
  std::string caption{};
  std::string label_a{};
  std::string label_b{};
  std::vector<LatticePicture> pictures{};
};

// A kind of sphere in pictures of particles: an atom, or a binding site with its ligand.
struct SphereKind {
  std::string label{};     // in the legend; empty: not there
  int color = 0;           // as Curve::color; negative: grey, -1 dark, -2 light
  double radius_nm = 0.1;  // as drawn
};

// One particle: the middles of its spheres, x y z each, and their kinds as indices into
// ParticleGallery::kinds.
struct ParticlePicture {
  std::string title{};
  std::vector<double> positions_nm{};
  std::vector<std::uint8_t> kind{};
  // Share of the depth that is shown at first, behind a plane that faces the reader: 1 all of it, 0.5 the
  // rear half. Where it is below 1 in one picture of a gallery, the reader can move the plane of all.
  double kept = 1;
  // What holds the particles, about the origin, drawn as an outline; 0: nothing.
  std::array<double, 3> box_nm{};
  double droplet_radius_nm = 0;
};

// Particles side by side, which the reader can turn; all from the same side and at the same scale.
struct ParticleGallery {
  std::string id{};
  std::string title{};
  std::string caption{};
  std::vector<SphereKind> kinds{};
  std::vector<ParticlePicture> pictures{};
  std::string unit = "nm";  // of all lengths here, whatever their names say: simulations have "σ"
};

// One moment of a film. Every frame has the same curves in the same order (label, mark, color).
struct FilmFrame {
  double at = 0;  // on the slider's axis, ascending
  std::vector<Curve> curves{};
};

// Plots over a third axis (time), one shown at a time, with a slider; all on the same axes.
struct Film {
  std::string id{};
  std::string title{};
  std::string caption{};
  Axis x{};
  Axis y{};
  Axis slider{};  // its name and unit: time, s
  std::vector<FilmFrame> frames{};
};

// A long series of curves: a map of them all, and one at a time, which the reader picks on the map or with a
// slider. Both are thinned by who fills it (thinned(), at most about 300 rows, 400 columns and 400 frames).
struct FrameMap {
  std::string id{};
  std::string title{};
  std::string caption{};
  Axis x{};                            // q, wavelength
  Axis y{};                            // intensity: of the single frame, and of the map's colors
  Axis slider{};                       // its name and unit: time, s
  std::vector<double> map_x{};         // ascending
  std::vector<double> map_at{};        // ascending, on the slider's axis
  std::vector<double> map_values{};    // row-major: map_at.size() rows of map_x.size(); NaN: nothing there
  std::vector<FilmFrame> frames{};     // as in a Film: data as points, fit as line, the same in every frame
  std::vector<FilmFrame> residuals{};  // none, or one a frame: (data - fit) / sigma against x, drawn below
  std::vector<std::string> notes{};    // none, or one a frame: "frame-0123.dat: reduced chi2 1.02"
};

// At most `most` of the indices below n, evenly spread, the first and the last among them.
std::vector<std::size_t> thinned(std::size_t n, std::size_t most);

// Throws std::invalid_argument unless the film has frames, in ascending order and with the same curves.
void check(const Film& film);

// Likewise, and unless the map has a value for each of its places, and residuals and notes go with the
// frames.
void check(const FrameMap& map);

using Figure = std::variant<Plot, CorrelationMap, Gallery, ParticleGallery, Film, FrameMap>;

}  // namespace nacre
