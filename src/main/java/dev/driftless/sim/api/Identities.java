package dev.driftless.sim.api;

import java.util.Random;
import java.util.UUID;

/** The names and UIDs that the API server makes up: chance, from one seed. */
final class Identities {

  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX = 5;
  private static final int LONGEST_BASE = 58;

  private final Random random;

  Identities(long seed) {
    random = new Random(seed);
  }

  String uid() {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** A name that begins so; not necessarily a free one. */
  String name(String generateName) {
    StringBuilder name = new StringBuilder(generateName);
    name.setLength(Math.min(name.length(), LONGEST_BASE));
    for (int i = 0; i < SUFFIX; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return name.toString();
  }
}
