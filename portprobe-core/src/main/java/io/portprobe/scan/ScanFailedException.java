package io.portprobe.scan;

/**
 * Thrown when a scan ended because of a defect on this host: an event loop died of an error, or
 * code that runs on it does not return. The cause is the error, or an exception with the stack of
 * the event loop. Also thrown if this host has no file descriptors for the event loops of a scan.
 */
public final class ScanFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what failed and why
   * @param cause the cause
   */
  public ScanFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
