// The parameters of a refinement of pair distribution functions, and the crystals that values of them make.
// Symmetry decides which lattice parameters, coordinates and displacements there are. Lengths in angstrom.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/fit/problem.hpp"
#include "nacre/scattering/pdf_envelope.hpp"

namespace nacre::scattering {

enum class TensorForm {
  isotropic,
  anisotropic,    // all that the symmetry of the site allows
  equal_diagonal  // U11 = U22 = U33, no others, the same numbers for every atom of the site: isotropic only
                  // where the cell's angles are right
};

enum class SharedOverPhases { nothing, envelope, all };  // all: displacements by element, too

struct RefinedPhase {
  std::string name{};  // suffix of its parameters where there are several phases
  crystal::Crystal crystal{};
};

struct PdfFreedom {
  TensorForm tensor = TensorForm::isotropic;
  SharedOverPhases shared = SharedOverPhases::all;
  bool lattice = true;
  bool positions = true;
  bool displacements = true;
  bool occupancies = false;
  EnvelopeShape envelope = EnvelopeShape::none;
  int n_data = 1;
};

// value = direction times the parameter, added to the base.
struct Lever {
  int parameter = 0;
  std::array<double, 6> direction{};
};

// Where the parameters of a phase are among all.
struct PhaseLayout {
  crystal::Crystal base{};  // on its special positions, without what the levers add
  std::vector<Lever> lattice{};
  std::vector<std::vector<Lever>> positions{};      // of every site
  std::vector<std::vector<Lever>> displacements{};  // of every site
  std::vector<int> occupancies{};                   // of every site
  int scale = 0;
  int delta1 = 0;
  int delta2 = 0;
  int sratio = 0;
  int spdiameter = -1;  // -1: an endless crystal
  int hollow = -1;      // of a shell
  int spread = -1;      // of log-normal sizes
};

// Of one data set.
struct DataLayout {
  int factor = -1;  // of all phases, beside the first data set; -1: 1
  int q_damp = 0;
  int q_broad = 0;
};

class PdfParameters {
 public:
  // Throws std::invalid_argument for a phase without atoms.
  PdfParameters(std::vector<RefinedPhase> phases, const PdfFreedom& freedom);

  std::vector<fit::Parameter> list{};  // starts are those of the crystals; scales start at 1
  std::vector<RefinedPhase> phases{};
  std::vector<PhaseLayout> layout{};
  std::vector<DataLayout> data{};
  TensorForm tensor = TensorForm::isotropic;
  EnvelopeShape envelope = EnvelopeShape::none;

  int find(std::string_view name) const;  // -1: none
  bool is_coordinate(int parameter) const;

  // The crystal of a phase at these values; without operations where the tensor is equal_diagonal.
  crystal::Crystal crystal_at(std::size_t phase, std::span<const double> values) const;

  // The sites of crystal_at() that one of the base stands for, each with the operation that makes it.
  struct Copy {
    int site = 0;
    crystal::SymmetryOperation operation{};
  };
  std::vector<Copy> copies(std::size_t phase, std::size_t site) const;

  // Why a name such as "x_Cd" or "b" is no parameter: the symmetry fixes it. Empty where it is no such name.
  std::string fixed_by_symmetry(std::string_view name) const;

 private:
  int add(fit::Parameter parameter);
  int shared(const std::string& stem, bool common, std::size_t phase, fit::Parameter parameter);
  void add_lattice(std::size_t phase, bool free);
  void add_positions(std::size_t phase, bool free);
  void add_displacements(std::size_t phase, const PdfFreedom& freedom);
  void add_occupancies(std::size_t phase, bool free);
  void add_peak_shape(std::size_t phase, const PdfFreedom& freedom);
  void add_data(int n_data);
  std::string suffixed(const std::string& stem, std::size_t phase) const;
};

}  // namespace nacre::scattering
