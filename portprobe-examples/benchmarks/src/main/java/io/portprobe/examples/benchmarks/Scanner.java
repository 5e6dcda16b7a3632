package io.portprobe.examples.benchmarks;

/** A scan that can run several times, with a client that stays open in between. */
interface Scanner extends AutoCloseable {
  /**
   * Runs the scan once, and waits for its end.
   *
   * @param counts counts each result when it is known
   */
  void scan(StateCounts counts) throws InterruptedException;

  /**
   * Closes the client and waits for its event loops: a JVM that exits while they run takes 300 ms
   * longer.
   */
  @Override
  void close();
}
