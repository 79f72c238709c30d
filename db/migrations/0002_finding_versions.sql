CREATE TABLE `finding_versions` (
	`finding_id` text NOT NULL,
	`revision` integer NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`validity` text NOT NULL,
	`written_by` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`finding_id`, `revision`),
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`written_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
