// Counts the arrangements of each composition on a 4 x 4 lattice: they must be the binomial coefficients.
#include <iostream>

#include "nacre/core/units.hpp"
#include "nacre/ligands/density_of_states.hpp"

namespace {

nacre::ligands::Count binomial(int n, int k) {
  nacre::ligands::Count result = 1;
  for (int i = 1; i <= k; ++i) result = result * (n - k + i) / i;
  return result;
}

nacre::ligands::Count arrangements(const nacre::ligands::DensityOfStates& states, int n_a) {
  nacre::ligands::Count sum = 0;
  for (const auto& row : states.composition(n_a)) sum += row.count;
  return sum;
}

}  // namespace

int main() {
  const auto states = nacre::ligands::enumerate_square_lattice(4, 4, 1);
  for (int n_a = 0; n_a <= states.sites(); ++n_a) {
    if (arrangements(states, n_a) == binomial(states.sites(), n_a)) continue;
    std::cerr << "wrong number of arrangements with " << n_a << " ligands A\n";
    return 1;
  }
  if (nacre::parse_quantity("3 nm", "A") != 30.0) return 2;
  std::cout << "4 x 4: all " << states.sites() + 1 << " compositions are right\n";
}
