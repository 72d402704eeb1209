package dev.driftless;

/** Entry point. */
public final class Driftless {
  private Driftless() {}

  public static void main(String[] args) {
    System.exit(0);
  }
}
