package io.portprobe;

import io.portprobe.spi.Finding;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to one probe: state, reason, the attempts behind them, and what a protocol found.
 *
 * <p>A name with several addresses has an attempt for each. The state is rolled up: LISTENING wins,
 * then NOT_LISTENING, then FILTERED, then LISTENING_OR_FILTERED; {@link #agrees()} tells whether
 * the addresses agree.
 */
public interface ProbeReport {
  /**
   * What was asked about.
   *
   * @return the endpoint
   */
  Endpoint endpoint();

  /**
   * The state, rolled up over all attempts.
   *
   * @return the state
   */
  PortState state();

  /**
   * The reason for the state: that of the first attempt that has it.
   *
   * @return the reason
   */
  Reason reason();

  /**
   * What the host stood for: every address that the resolver gave, whether or not it was asked.
   *
   * @return at least one, in the order of the resolver, each once; of an address literal, that
   */
  List<InetAddress> addresses();

  /**
   * How long it took to learn the addresses.
   *
   * @return not negative, a part of {@link #elapsed()}; of an address literal, next to nothing
   */
  Duration resolutionTime();

  /**
   * One attempt for each address that was asked, in the order of the resolver.
   *
   * @return at least one
   */
  List<Attempt> attempts();

  /**
   * What kept single addresses of the name from being asked (denied, no route for the family, ...)
   * while others were.
   *
   * @return one for each address that was left out; mostly empty
   */
  List<ProbeException> omissions();

  /**
   * Whether all attempts have the same state.
   *
   * @return true if they agree
   */
  boolean agrees();

  /**
   * Everything that protocols found, in the order of the attempts.
   *
   * @return the findings; empty if no dialogue was held or none learned anything
   */
  List<Finding> findings();

  /**
   * The first finding of a type.
   *
   * @param <F> the type
   * @param type for example {@code RootDse.class}
   * @return the finding, if there is one
   */
  <F extends Finding> Optional<F> finding(Class<F> type);

  /**
   * The dialogue behind the answer: the first that finished, else the first that was held.
   *
   * @return the dialogue, if one was held
   */
  Optional<DialogueReport> dialogue();

  /**
   * When the probe began, by the wall clock.
   *
   * @return the time of the terminal call
   */
  Instant started();

  /**
   * From the terminal call to the report.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * The whole story in prose, fit for a ticket: what was asked, what each address answered and on
   * what ground, and what was found.
   *
   * @return several lines, without a line break at the end
   */
  String explain();
}
