package io.portprobe.testing.contract;

/** A {@link Mismatch}. */
record DefaultMismatch(String what, String expected, String seen) implements Mismatch {
  @Override
  public String toString() {
    return what + ": expected " + expected + " | seen " + seen;
  }
}
