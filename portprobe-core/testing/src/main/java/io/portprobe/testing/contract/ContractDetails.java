package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.testing.internal.contract.ContractText;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a line of a contract may say about itself: how important it is, for which vantage points it
 * holds, and labels for reports.
 *
 * @param severity whether the check fails if the line is not met
 * @param tags labels by which a check selects lines; sorted
 * @param description what the line is for; may be empty
 * @param owner who is responsible; may be empty
 * @param vantages the vantage points for which the line holds; sorted, empty for all of them
 */
@CheckReturnValue
public record ContractDetails(
    Severity severity, Set<String> tags, String description, String owner, Set<String> vantages) {
  private static final ContractDetails NONE =
      new ContractDetails(Severity.REQUIRED, Set.of(), "", "", Set.of());

  /** How important a line is. */
  public enum Severity {
    /** The check fails if the line is not met. */
    REQUIRED,
    /** A report shows that the line is not met, and the check does not fail. */
    OPTIONAL
  }

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if a text has more than 1000 characters, or a tag or vantage
   *     point is empty
   */
  public ContractDetails {
    Objects.requireNonNull(severity, "severity");
    tags = sorted("tags", tags);
    ContractText.check("description", description, true);
    ContractText.check("owner", owner, true);
    vantages = sorted("from", vantages);
  }

  private static Set<String> sorted(String what, Collection<String> texts) {
    texts.forEach(text -> ContractText.check(what, text, false));
    return Collections.unmodifiableSet(new TreeSet<>(texts));
  }

  /**
   * Returns the details of a line that says nothing about itself: required, from everywhere.
   *
   * @return the details
   */
  public static ContractDetails none() {
    return NONE;
  }

  /**
   * Sets the severity.
   *
   * @param changed the severity
   * @return a changed copy
   */
  public ContractDetails withSeverity(Severity changed) {
    return new ContractDetails(changed, tags, description, owner, vantages);
  }

  /**
   * Sets the tags.
   *
   * @param changed texts of 1 to 1000 characters; duplicates are removed
   * @return a changed copy
   * @throws IllegalArgumentException if a text is out of range
   */
  public ContractDetails withTags(String... changed) {
    return new ContractDetails(
        severity, Set.copyOf(List.of(changed)), description, owner, vantages);
  }

  /**
   * Sets the description.
   *
   * @param changed at most 1000 characters
   * @return a changed copy
   * @throws IllegalArgumentException if it is longer
   */
  public ContractDetails withDescription(String changed) {
    return new ContractDetails(severity, tags, changed, owner, vantages);
  }

  /**
   * Sets the owner.
   *
   * @param changed at most 1000 characters
   * @return a changed copy
   * @throws IllegalArgumentException if it is longer
   */
  public ContractDetails withOwner(String changed) {
    return new ContractDetails(severity, tags, description, changed, vantages);
  }

  /**
   * Sets the vantage points for which the line holds.
   *
   * @param changed texts of 1 to 1000 characters; duplicates are removed. None for all vantage
   *     points
   * @return a changed copy
   * @throws IllegalArgumentException if a text is out of range
   */
  public ContractDetails withVantages(String... changed) {
    return new ContractDetails(severity, tags, description, owner, Set.copyOf(List.of(changed)));
  }
}
