package dev.driftless.cli;

/** The codes with which the program ends; 64 and above as in BSD's {@code sysexits.h}. */
final class ExitCode {

  static final int OK = 0;
  static final int SOMETHING_TO_DO = 1;
  static final int COULD_NOT_TELL = 2;
  static final int USAGE = 64;
  static final int UNAVAILABLE = 69;
  static final int INTERNAL = 70;
  static final int LOST_LEADERSHIP = 75;

  private ExitCode() {}
}
