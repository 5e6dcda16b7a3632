package io.portprobe.examples.portqry.snmp;

import com.unboundid.asn1.ASN1Element;
import java.util.Map;

/**
 * A Response-PDU.
 *
 * @param version the version of the message
 * @param requestId the id of the request
 * @param errorStatus 0 if there is no error
 * @param values the values by object identifier; of one that is there twice, the first
 */
record SnmpResponse(
    SnmpVersion version, int requestId, int errorStatus, Map<String, ASN1Element> values) {
  SnmpResponse {
    values = Map.copyOf(values);
  }
}
