/** LDAP: the rootDSE over TCP, TLS and UDP (RFC 4511, RFC 4512, MS-ADTS). */
@NullMarked
package io.portprobe.protocols.ldap;

import org.jspecify.annotations.NullMarked;
