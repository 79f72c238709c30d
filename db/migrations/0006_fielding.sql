CREATE TABLE `audience_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`source` text NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`imported_by` text,
	`imported_at` integer NOT NULL,
	`undone_by` text,
	`undone_at` integer,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`imported_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undone_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audience_imports_by_survey` ON `audience_imports` (`survey_id`);--> statement-breakpoint
CREATE TABLE `audience_members` (
	`import_id` text NOT NULL,
	`stakeholder_id` text NOT NULL,
	`is_new` integer NOT NULL,
	PRIMARY KEY(`import_id`, `stakeholder_id`),
	FOREIGN KEY (`import_id`) REFERENCES `audience_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stakeholder_id`) REFERENCES `stakeholders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audience_members_by_stakeholder` ON `audience_members` (`stakeholder_id`);--> statement-breakpoint
CREATE TABLE `sampling_plans` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`plan` text NOT NULL,
	`decided_by` text,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sampling_plans_by_survey` ON `sampling_plans` (`survey_id`);--> statement-breakpoint
CREATE TABLE `territory_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`programme` text NOT NULL,
	`source` text NOT NULL,
	`vintage` text NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`report` text NOT NULL,
	`imported_by` text,
	`imported_at` integer NOT NULL,
	FOREIGN KEY (`imported_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `territory_programmes` (
	`territory_code` text NOT NULL,
	`programme` text NOT NULL,
	`import_id` text,
	`signed_on` text,
	PRIMARY KEY(`territory_code`, `programme`),
	FOREIGN KEY (`territory_code`) REFERENCES `territories`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`import_id`) REFERENCES `territory_imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `territory_programmes_by_programme` ON `territory_programmes` (`programme`);--> statement-breakpoint
ALTER TABLE `identities` ADD `address` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `code_hash` text;--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_code_hash_unique` ON `invitations` (`code_hash`);--> statement-breakpoint
ALTER TABLE `surveys` ADD `finishes_at` integer;