package io.portprobe.examples.portqry.snmp;

/** A version of SNMP with communities. */
enum SnmpVersion {
  /** RFC 1157. */
  V1("SNMPv1", 0),
  /** RFC 3416 in messages of RFC 1901. */
  V2C("SNMPv2c", 1);

  private final String label;
  private final int number;

  SnmpVersion(String label, int number) {
    this.label = label;
    this.number = number;
  }

  String label() {
    return label;
  }

  /** Returns the number in messages. */
  int number() {
    return number;
  }
}
