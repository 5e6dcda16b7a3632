package io.portprobe.examples.benchmarks;

/** A scan that can be run again and again, with a client that stays open between the runs. */
interface Scanner extends AutoCloseable {
  /**
   * Runs it once, and waits.
   *
   * @param tally counts what comes of the probes, each as soon as it is known
   */
  void scan(Tally tally) throws InterruptedException;

  /**
   * Ends the client's event loops, and waits: a JVM that exits with live ones takes 300 ms more.
   */
  @Override
  void close();
}
