package io.portprobe.testing.internal.expectation;

/** How many addresses of a host have to meet an expectation that one address can meet. */
public enum AddressScope {
  /** One address is enough. The default. */
  ANY(""),
  /** Every address that the name resolved to. */
  ALL(" on all addresses");

  private final String description;

  AddressScope(String description) {
    this.description = description;
  }

  /** Returns the text that follows "to be listening". */
  String description() {
    return description;
  }
}
