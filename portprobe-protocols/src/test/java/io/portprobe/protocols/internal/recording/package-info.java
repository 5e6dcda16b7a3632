/** Recorded responses of real servers, delivered to dialogues in tests. */
package io.portprobe.protocols.internal.recording;
