/** Receives one line for a person each time something worth knowing happens while the platform starts or stops. */
export type Report = (line: string) => void;
