package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.text.SafeText;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a line of a contract may say about itself: how important it is, for which vantage points it
 * holds, and labels for reports. Immutable and thread-safe: each {@code with...} method returns a
 * changed copy.
 */
@CheckReturnValue
public final class ContractDetails {
  private static final ContractDetails NONE =
      new ContractDetails(Severity.REQUIRED, Set.of(), "", "", Set.of());

  /** How important a line is. */
  public enum Severity {
    /** The check fails if the line is not met. */
    REQUIRED,
    /** A report shows that the line is not met, and the check does not fail. */
    OPTIONAL
  }

  private final Severity severity;
  private final Set<String> tags;
  private final String description;
  private final String owner;
  private final Set<String> vantages;

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if a text has more than 1000 characters, or a tag or vantage
   *     point is empty
   */
  ContractDetails(
      Severity severity, Set<String> tags, String description, String owner, Set<String> vantages) {
    this.severity = Objects.requireNonNull(severity, "severity");
    this.tags = sorted("tags", tags);
    ContractText.check("description", description, true);
    this.description = description;
    ContractText.check("owner", owner, true);
    this.owner = owner;
    this.vantages = sorted("from", vantages);
  }

  private static Set<String> sorted(String what, Collection<String> texts) {
    texts.forEach(text -> ContractText.check(what, text, false));
    return Collections.unmodifiableSet(new TreeSet<>(texts));
  }

  /**
   * Returns the details of a line without such keys: required, from everywhere.
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

  /**
   * Returns whether the check fails if the line is not met.
   *
   * @return the severity; default: required
   */
  public Severity severity() {
    return severity;
  }

  /**
   * Returns the labels by which a check selects lines.
   *
   * @return the tags; sorted, unmodifiable
   */
  public Set<String> tags() {
    return tags;
  }

  /**
   * Returns what the line is for.
   *
   * @return at most 1000 characters; may be empty
   */
  public String description() {
    return description;
  }

  /**
   * Returns who is responsible.
   *
   * @return at most 1000 characters; may be empty
   */
  public String owner() {
    return owner;
  }

  /**
   * Returns the vantage points for which the line holds.
   *
   * @return their names; sorted, unmodifiable, empty for all of them
   */
  public Set<String> vantages() {
    return vantages;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContractDetails details
        && severity == details.severity
        && tags.equals(details.tags)
        && description.equals(details.description)
        && owner.equals(details.owner)
        && vantages.equals(details.vantages);
  }

  @Override
  public int hashCode() {
    return Objects.hash(severity, tags, description, owner, vantages);
  }

  /** Returns the details on one line. */
  @Override
  public String toString() {
    return SafeText.line(
        severity
            + (tags.isEmpty() ? "" : ", tags " + tags)
            + (description.isEmpty() ? "" : ", " + description)
            + (owner.isEmpty() ? "" : ", owner " + owner)
            + (vantages.isEmpty() ? "" : ", from " + vantages));
  }
}
