package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.DialogueContext;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

/**
 * The header flags and EDNS parameters of queries.
 *
 * @param recursion whether to set RD
 * @param authenticData whether to set AD, without which servers need not set it in the response
 *     (RFC 6840 section 5.7)
 * @param checkingDisabled whether to set CD
 * @param edns whether to add the EDNS(0) pseudo-record
 * @param dnssecOk whether to set DO, with EDNS only
 * @param padded whether to pad the message (RFC 7830), with EDNS only
 */
record QueryOptions(
    boolean recursion,
    boolean authenticData,
    boolean checkingDisabled,
    boolean edns,
    boolean dnssecOk,
    boolean padded) {
  /** Passes nearly every network without fragmentation (DNS flag day 2020). */
  private static final int PAYLOAD = 1232;

  /** Queries are padded to a multiple of this length (RFC 8467 section 4.1). */
  private static final int BLOCK = 128;

  static QueryOptions of(DialogueContext context) {
    return new QueryOptions(
        context.option(Dns.RECURSION),
        true,
        context.option(Dns.CHECKING_DISABLED),
        true,
        context.option(Dns.DNSSEC),
        false);
  }

  /** Returns the header of link-local protocols, whose flags are zero. */
  static QueryOptions none() {
    return new QueryOptions(false, false, false, false, false, false);
  }

  QueryOptions withoutEdns() {
    return new QueryOptions(recursion, authenticData, checkingDisabled, false, dnssecOk, padded);
  }

  QueryOptions withPadding() {
    return new QueryOptions(recursion, authenticData, checkingDisabled, edns, dnssecOk, true);
  }

  /** Sets the flags and adds EDNS. Must be the last change to a query, for its padding. */
  void apply(Message query) {
    setFlag(query, Flags.RD, recursion);
    setFlag(query, Flags.AD, authenticData);
    setFlag(query, Flags.CD, checkingDisabled);
    if (edns) {
      List<EDNSOption> options = new ArrayList<>(List.of(new NSIDOption(new byte[0])));
      if (padded) {
        options.add(padding(query));
      }
      int flags = dnssecOk ? ExtendedFlags.DO : 0;
      query.addRecord(new OPTRecord(PAYLOAD, 0, 0, flags, options), Section.ADDITIONAL);
    }
  }

  private static EDNSOption padding(Message query) {
    Message unpadded = query.clone();
    List<EDNSOption> options = List.of(new NSIDOption(new byte[0]), zeros(0));
    unpadded.addRecord(new OPTRecord(PAYLOAD, 0, 0, 0, options), Section.ADDITIONAL);
    int length = unpadded.toWire().length;
    return zeros((BLOCK - length % BLOCK) % BLOCK);
  }

  private static EDNSOption zeros(int count) {
    return new GenericEDNSOption(EDNSOption.Code.PADDING, new byte[count]);
  }

  private static void setFlag(Message query, int flag, boolean set) {
    if (set) {
      query.getHeader().setFlag(flag);
    }
  }
}
