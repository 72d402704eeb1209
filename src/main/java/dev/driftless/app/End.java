package dev.driftless.app;

/** Why a daemon ends. */
public sealed interface End {

  /** It was asked to. */
  record Asked() implements End {}

  /** Another replica may act by now, so this process must not; another one may take its place. */
  record LostLeadership(String why) implements End {}

  /** A turn failed, so nothing is decided any more. */
  record Failed(Throwable cause) implements End {}
}
