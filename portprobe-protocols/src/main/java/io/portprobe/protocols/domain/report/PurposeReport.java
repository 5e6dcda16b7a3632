package io.portprobe.protocols.domain.report;

import java.util.List;

/**
 * The verdict for one purpose with its causes. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface PurposeReport {
  /**
   * Returns the purpose.
   *
   * @return the purpose
   */
  Purpose purpose();

  /**
   * Returns the verdict of the domain.
   *
   * @return the verdict
   */
  Verdict verdict();

  /**
   * Returns the controllers with which the purpose is possible.
   *
   * @return an unmodifiable list of host names
   */
  List<String> controllers();

  /**
   * Returns the causes at controllers that respond and at name servers; if no controller responds,
   * also those at the controllers that are down.
   *
   * @return an unmodifiable list; empty if the verdict is {@link Verdict#POSSIBLE}
   */
  List<Blocker> blockers();
}
