package io.portprobe.protocols.rsync;

/**
 * A module of an rsync daemon. Texts are escaped and have at most 255 characters. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface RsyncModule {
  /**
   * Returns the name.
   *
   * @return the name
   */
  String name();

  /**
   * Returns the comment.
   *
   * @return the comment, empty if there is none
   */
  String comment();
}
