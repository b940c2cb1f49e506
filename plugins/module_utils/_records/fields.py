# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The fields of a record: one table for each kind.

Each line is name, type (see `field_types`), vendor path and description. It names every vendor key that a record field is
read from. Other keys are in `lists` (around rows), `bodies` (requests), `failures` (error messages), `sip_connections` and
`tasks` (a few keys of bodies that they search). The tables feed the normaliser, the RETURN documentation (compared by a
test) and the test that accounts for every leaf of the vendor's examples. To add a field of the API, add a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Field:
    """One field of a record.

    `source` holds the vendor's paths in order of preference, separated by `|`; `#name` is an entry of the
    service's `parameters`. Empty: the field is derived from others. Keys are matched regardless of case.

    `always` says in which rows the platform always writes the key; a list without it was not understood. It is `all` (every
    row), `dm` (Device Manager services), `details` (if all details are requested), or empty: the key may be absent.
    """

    name: str
    source: str
    type: str
    description: str
    always: str = ""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of keys in lower case, without parameters."""
        return tuple(path.lower() for path in self.source.split("|") if path and not path.startswith("#"))


def _fields(text: str) -> tuple[Field, ...]:
    """Return the fields of a table with lines of name ; type ; source ; description; `type!rows` sets `Field.always`."""
    rows = ([part.strip() for part in line.split(";", 3)] for line in text.strip().splitlines())
    return tuple(
        Field(name, source, type_.partition("!")[0], description, type_.partition("!")[2])
        for name, type_, source, description in rows
    )


# vendor page: Retrieve Services
SERVICE_FIELDS = _fields("""
kind                            ; text  ; ; Always C(service).
id                              ; ident ; id ; Id of the service in the Live Platform portal.
service_id                      ; guid!all; serviceId ; Internal id of the service.
name                            ; text!all; name|serviceName ; Short name.
full_name                       ; text!all; fullName ; Full name.
description                     ; text  ; description ; Brief description of the customer.
source                          ; state!all; serviceSource ; Type of service, such as C(dm) (Device Manager).
license_type                    ; state!all; licenseType ; License type as a slug, such as C(pro_imtr).
license_label                   ; text  ; ; License type in the vendor's words, such as C(Pro + AI Summary).
license_family                  ; text  ; ; C(device_manager), C(hosted), C(operator_connect) or C(unknown).
license_tier                    ; text  ; ; C(essential), C(essential_plus), C(pro) or C(unknown).
ai_summary_licensed             ; bool  ; ; Whether AI Summary is part of the license type.
status                          ; state!all; status ; Management status, such as C(ok), C(warning), C(error) or C(unmonitored).
management_status               ; state!all; applicationsStatus.management.managementStatus ; Status of the management entity of the portal.
deploy_status                   ; state!all; applicationsStatus.management.serviceDeployStatus ; Deployment, such as C(deployed).
voice_quality_status            ; state!all; applicationsStatus.voiceQuality.voiceQualityStatus ; Voice quality over all sources.
teams_voice_quality_status      ; state ; applicationsStatus.voiceQuality.teamsVoiceQualityJson.voiceQualityStatus ; Voice quality by Teams, media included.
sbc_voice_quality_status        ; state ; applicationsStatus.voiceQuality.sbcVoiceQualityJson.voiceQualityStatus ; Voice quality by the SBC, media included.
alert_rule_voice_quality_status ; state ; applicationsStatus.voiceQuality.alertRuleVoiceQualityStatus ; Voice quality by alert rules.
suspend_alarm                   ; int!all; umpUsersSuspendAlarmStatus ; Alarm about suspended users; 0 is clear, other values are not documented.
enabled                         ; bool!all; isEnabled|Enabled ; Whether the Live Platform license is enabled for the service.
disabled_time                   ; date  ; disabledTime ; When the service was disabled.
defined_at                      ; date  ; definedAt ; When the service was created.
last_backup_time                ; date  ; lastBackupTime|#Last Backup Time ; When the service was last backed up.
tenant_id                       ; int   ; tenantId ; Tenant of the service provider on the platform; a number.
customer_id                     ; int   ; lcCustomerId ; Id of the Live Platform customer.
ump_customer_guid               ; guid  ; umpId|umpCustomerGuid|customerGuid ; GUID of the customer in the multitenant API.
ms_tenant_id                    ; guid  ; serviceUcaasTenantId ; Microsoft tenant of the service.
device_id                       ; int   ; serviceDeviceId ; SBC device attached to the service.
device_type                     ; state!dm; deviceManagerParams.deviceType ; Devices managed, such as C(personal_and_meeting).
device_url                      ; text  ; deviceManagerParams.serviceDeviceUrl ; Address of the service's Device Manager.
devices_personal                ; int!dm; deviceManagerParams.devicesCount.personal ; Personal devices.
devices_personal_max            ; int!dm; deviceManagerParams.maxDevicesPersonal ; Personal devices in the plan.
devices_personal_percent        ; int!dm; deviceManagerParams.devicesPercentagePersonal ; Personal devices in percent of the plan, rounded down.
devices_personal_disconnected   ; int!dm; deviceManagerParams.disconnectedDevices.personal ; Personal devices that are disconnected.
devices_meeting                 ; int!dm; deviceManagerParams.devicesCount.meeting ; Meeting room devices.
devices_meeting_max             ; int!dm; deviceManagerParams.maxDevicesMeeting ; Meeting room devices in the plan.
devices_meeting_percent         ; int!dm; deviceManagerParams.devicesPercentageMeeting ; Meeting room devices in percent of the plan, rounded down.
devices_meeting_disconnected    ; int!dm; deviceManagerParams.disconnectedDevices.meeting ; Meeting room devices that are disconnected.
dids_total                      ; int!all; totalDIDs|#Total DIDs ; Total DIDs.
dids_used                       ; int!all; usedDIDs|#Used DIDs ; DIDs in use.
dids_free                       ; int!all; freeDIDs|#Unused DIDs ; DIDs not in use.
users_count                     ; int   ; usersCount ; Users.
ump_users_count                 ; int   ; umpUsersCount ; DIDs in use of Direct Routing and Operator Connect customers.
elements_total                  ; int   ; elementsCount.total ; Entities deployed for the service.
elements_devices                ; int   ; elementsCount.devices ; Devices deployed for the service.
elements_links                  ; int   ; elementsCount.links ; Links deployed for the service.
elements_sites                  ; int   ; elementsCount.sites ; Sites deployed for the service.
attached_devices                ; list  ; attachedDevices ; Ids of attached devices.
attached_links                  ; list  ; attachedLinks ; Ids of attached SIP connections.
attached_sites                  ; list  ; attachedSites ; Ids of attached sites.
ai_summary_status               ; text  ; #AI Summary Status ; State of AI Summary, such as C(enabled).
ai_summary_devices_max          ; int   ; #Max AI Summary Devices ; AI Summary devices in the plan.
ai_summary_devices_active       ; int   ; #Active AI Summary Devices ; AI Summary devices in use.
trial_status                    ; text  ; #Trial Status ; State of the AI Summary trial, such as C(enabled).
trial_start                     ; date  ; #Trial Start Date ; First day of the trial.
trial_expires                   ; date  ; #Trial Expiry Date ; Last day of the trial.
contact_email                   ; text  ; #email ; Mail address of the customer's contact.
ordered_users                   ; int   ; #Ordered Users ; Licenses acquired at onboarding.
cac_profile                     ; text  ; #CAC Profile ; Call admission profile, such as C(8 sessions).
carrier_id                      ; text  ; #Carrier Id ; SBC proxy set of the carrier.
parameters                      ; dict  ; ; Parameters of the service that are in no other field, by the vendor's names.
url                             ; text  ; url ; REST path for actions on the service.
platform                        ; text  ; ; Name of the platform that the record comes from.
unread                          ; list  ; ; Names of the fields that could not be read: a value of an unknown form, or a missing key that is always there.
""")

# Parts of two fields above, which hold the worst of the whole and its parts. A record has at most 85 keys, including those of
# its customer: above that, CPython doubles the dictionary, and reports on 10,000 services took a quarter longer.
VOICE_QUALITY_FIELDS = _fields("""
teams_voice_quality_control     ; state ; applicationsStatus.voiceQuality.teamsVoiceQualityJson.vqControlStatus ; Signalling as Teams sees it.
teams_voice_quality_media       ; state ; applicationsStatus.voiceQuality.teamsVoiceQualityJson.vqMediaStatus ; Media as Teams sees it.
sbc_voice_quality_control       ; state ; applicationsStatus.voiceQuality.sbcVoiceQualityJson.vqControlStatus ; Signalling as the SBC sees it.
sbc_voice_quality_media         ; state ; applicationsStatus.voiceQuality.sbcVoiceQualityJson.vqMediaStatus ; Media as the SBC sees it.
""")

# Added to services if metering is requested. The portal shows these names (vendor pages "License Factor Monitoring" and
# "Metering Reports"); that the API lists them among the parameters of a service is inferred.
METERING_FIELDS = _fields("""
metering_tag                    ; text  ; #Metering Tag ; Tag (Live Setup ID) that the use of the service is metered under.
user_dids                       ; int   ; #User DIDs ; DIDs of users.
contact_center_dids             ; int   ; #Contact Center DIDs ; DIDs of contact centers.
service_number_dids             ; int   ; #Service Number DIDs ; DIDs of service numbers.
service_numbers_cac             ; int   ; #Service Numbers CAC ; Call admission limit of service numbers.
""")

# vendor page: Get Services Brief Details (V3)
CUSTOMER_FIELDS = _fields("""
kind                            ; text  ; ; Always C(customer).
ump_customer_guid               ; guid  ; UmpCustomerGuid ; GUID of the customer.
name                            ; text!all; CustomerShortName ; Short name.
full_name                       ; text!all; CustomerFullName ; Full name.
license_code                    ; int!all; LicenseType ; License type as the platform's number.
license_type                    ; text  ; ; License type as a slug, such as C(hosted_pro); C(type_N) for a number that is not known.
license_label                   ; text  ; ; License type in the vendor's words, such as C(Hosted Pro).
license_family                  ; text  ; ; C(hosted), C(operator_connect) or C(unknown).
license_tier                    ; text  ; ; C(essential), C(essential_plus), C(pro) or C(unknown).
licensed_users                  ; int!all; LicensedUsersCount ; Seats acquired at onboarding.
active_users                    ; int!all; ActiveUserCount ; Seats in use, according to the platform's license factors.
usage_percent                   ; float ; ; Seats in use in percent of the seats acquired, to two decimals; null without acquired seats.
seats_counted                   ; bool  ; ; C(false) if only service numbers count as seats in use, and users do not (Hosted Essentials); else null: not known.
live_hub_active_users           ; int   ; LiveHubActiveUsersCount ; Active users of Live Hub.
live_hub_simple_users           ; int   ; LiveHubSimpleUsersCount ; Simple users of Live Hub.
ms_tenant_id                    ; guid!all; MsTenantId ; Microsoft tenant of the customer.
sip_connections                 ; list!details; SiteLocation ; SIP connections; empty unless all details were requested.
sip_connections_total           ; int   ; ; Number of SIP connections; null if the platform does not list them, which it does only if all details are requested.
sip_connections_not_deployed    ; int   ; ; SIP connections in a state other than C(deployed); null if their total is null.
platform                        ; text  ; ; Name of the platform that the record comes from.
unread                          ; list  ; ; Names of the fields that could not be read: a value of an unknown form, or a missing key that is always there.
""")

# the same page, SiteLocation
SIP_CONNECTION_FIELDS = _fields("""
id                              ; text  ; id ; Id of the SIP connection.
name                            ; text  ; name ; Name of the SIP connection.
sbc_id                          ; int   ; sbcId ; SBC device in the platform's database.
deployment_state                ; state ; sbcDeploymentState ; Deployment state, such as C(deployed).
configuration_type              ; state ; sbcConfigurationType ; Kind of SIP connection, such as C(siptrunk) or C(byoc).
""")

# what customer_info adds with sbc_names
SIP_CONNECTION_SBC_FIELDS = _fields("""
sbc_name                        ; text  ; ; Name of the SBC device; null if no calling profile has the device, or if two have it under different names.
""")

# vendor page: Get Calling Profiles; trunksEnrolled, and its matchingSbcList
CALLING_PROFILE_FIELDS = _fields("""
trunks                          ; list  ; trunksEnrolled ; Trunks of the calling profile.
""")
TRUNK_FIELDS = _fields("""
sbcs                            ; list  ; matchingSbcList ; SBC devices of the trunk.
""")
SBC_FIELDS = _fields("""
id                              ; int   ; sbcId ; SBC device in the platform's database.
name                            ; text  ; name ; Name of the SBC device.
""")

# vendor page: Get SIP Connections; its customerVariables hold a password in clear text, which the reader removes
SIP_CONNECTION_DETAIL_FIELDS = _fields("""
onboarding_script               ; int   ; sbcInfo.sbcScripts.onboardingScript ; Script template that set the SIP connection up on the SBC.
cleanup_script                  ; int   ; sbcInfo.sbcScripts.cleanupScript ; Script template that removes it from the SBC.
variables                       ; dict  ; sbcInfo.sbcScripts.customerVariables ; Parameters of the scripts, by the vendor's names.
cac_profile                     ; text  ; sbcInfo.cacProfile ; Call admission profile, such as C(8 sessions).
configure_sbc                   ; bool  ; sbcInfo.flagConfigureSbc ; Whether the platform configures the SBC device.
online_pstn_gateway             ; text  ; onlinePstnGateway ; Online PSTN gateway.
carrier_id                      ; text  ; sbcInfo.carrierId ; SBC proxy set of the carrier.
carrier_user_name               ; text  ; sbcInfo.carrierUserName ; User name of the carrier account.
carrier_main_line               ; text  ; sbcInfo.carrierMainLine ; Main line of the carrier account.
carrier_host_name               ; text  ; sbcInfo.carrierHostName ; Host name of the carrier account.
pending_tasks                   ; list  ; pendingTasks ; Tasks that are running on it.
""")

# vendor page: Get Details for Specific Service; what customer_info adds with secrets_expiry
CUSTOMER_DETAIL_FIELDS = _fields("""
ms_default_domain               ; text  ; MsDefaultDomain ; Default domain of the customer's Microsoft tenant.
application_client_id           ; text  ; ApplicationClientId ; Client id of the customer's app registration.
client_secret_expires           ; date  ; ClientSecretExpirationDate ; When the secret of the app registration expires; the secret itself is never kept.
""")

# added to customers if channels are requested, and to their services as customer_channel_id
CHANNEL_FIELDS = _fields("""
channel_id                      ; int   ; ; Channel (reseller) of the customer, by its leads; null if they name none or several.
""")

# Added to customers if the tiers of metering are requested. Documented (vendor page "Metering Reports"): a setup id belongs on one
# tier only; otherwise nothing is metered. Inferred: the tags of channels and services are those ids.
TIER_FIELDS = _fields("""
metering_tiers                  ; list  ; ; Tiers that have a setup id for the same use, C(channel) and C(service); with both, nothing is metered.
""")

# customers have these where their numbers are requested; vendor page: Get Operator Connect Customer Numbers V3
NUMBER_COUNT_FIELDS = _fields("""
numbers_total                   ; int   ; ; Telephone numbers of Operator Connect that the customer has.
numbers_unassigned              ; int   ; ; Of these, numbers that are assigned to nobody.
numbers_marked_for_removal      ; int   ; ; Of these, numbers that are marked for removal.
numbers_ready_for_removal       ; int   ; ; Of these, numbers that are ready for removal.
""")

# all fields that customers have on request; services carry them too
REQUESTED_CUSTOMER_FIELDS = (*CHANNEL_FIELDS, *TIER_FIELDS, *NUMBER_COUNT_FIELDS)

# Vendor page: Get Specific Channel Details, which has only an example. Its "id" and "name" are inferred; the id is in its url.
CHANNEL_INFO_FIELDS = _fields("""
kind                            ; text  ; ; Always C(channel).
id                              ; ident ; id ; Id of the channel.
name                            ; text  ; name ; Name of the channel; that the platform returns it is inferred.
description                     ; text  ; description ; Description.
defined_at                      ; date  ; definedAt ; When the channel was created.
last_changed                    ; date  ; lastChanged ; When the channel was last changed.
customers_max                   ; int!all; maxCustomers ; Customers that the channel may have; 0 in the vendor's example, where it seems to mean no limit.
services_total                  ; int!all; servicesNumber ; Number of services; in the vendor's example, those that are enabled.
services                        ; list!all; services ; Services that the channel can have, whether enabled or not.
iam_account_id                  ; text  ; iamAccountId ; Account of the channel.
ms_tenant_id                    ; guid  ; msTenantId ; Microsoft tenant of the channel.
ad_group_id                     ; text  ; adGroupId ; Group of operators in that tenant.
ad_group_name                   ; text  ; adGroupName ; Name of that group.
application_client_id           ; text  ; appRegistrationSettings.clientId ; Client id of the channel's app registration; its secret is never returned.
url                             ; text  ; url ; REST path of the channel.
platform                        ; text  ; ; Name of the platform that the record comes from.
unread                          ; list  ; ; Names of the fields that could not be read: a value of an unknown form, or a missing key that is always there.
""")

# the same page, services; the code is the key
CHANNEL_SERVICE_FIELDS = _fields("""
code                            ; text  ; ; Type of service, such as C(oc), C(ltc), C(dm) or C(zoom).
enabled                         ; bool  ; enabled ; Whether it is enabled for the channel.
metering_tag                    ; text  ; meteringTag ; Tag (Live Setup ID) that its use is metered under.
info                            ; dict  ; info ; More about it, by the vendor's names.
""")

# vendor page: Get License Info for Service; one record for each day
USAGE_FIELDS = _fields("""
date                            ; date  ; ; Day of the count.
last_update                     ; date  ; lastUpdate ; When the count was made.
licensed_users                  ; int   ; acquiredLicenses ; Seats acquired.
active_users                    ; int   ; currentlyLicensed ; Seats in use, according to the platform's license factors.
total_monitored_users           ; int   ; totalMonitoredUsers ; Users that the platform monitors.
managed_users_direct_routing    ; int   ; managedUsersDirectRouting ; Managed users with Direct Routing.
managed_users_operator_connect  ; int   ; managedUsersOperatorConnect ; Managed users with Operator Connect.
managed_users_by_lifecycle      ; int   ; managedUsersByLifeCycleManagement ; Users managed by life cycle management.
managed_users_user_interface    ; int   ; managedUsersUserInterface ; Users managed in the user interface.
managed_service_numbers         ; int   ; managedServiceNumbers ; Managed service numbers.
license_settings_flags_level    ; text  ; licenseSettingsFlagsLevel ; Level at which the license factors are set.
license_factors                 ; dict  ; LicenseFactors ; License factors, by the vendor's names.
""")

# vendor page: Get Operator Connect Customer Numbers V3. Keys that are only in an example: id, tenantId and both capabilities.
NUMBER_FIELDS = _fields("""
kind                            ; text  ; ; Always C(number).
number                          ; text!all; telephoneNumber ; Telephone number, as text with its leading C(+).
number_id                       ; int   ; id ; Id of the number in the platform's database.
ump_customer_guid               ; guid!all; umpCustomerGuid ; GUID of the customer that the number belongs to.
customer_name                   ; text  ; umpCustomerFullName ; Full name of that customer.
ms_company_name                 ; text  ; msCompanyName ; Company name of the Microsoft tenant.
ms_tenant_id                    ; guid  ; tenantId ; Microsoft tenant of the customer.
channel_id                      ; int   ; ovocChannelId ; Channel (reseller) that the customer belongs to; null for the 0 of the vendor's example.
sip_connection_name             ; text  ; ocSipConnectionName ; Name of the SIP connection.
sbcs                            ; list  ; sbcList ; SBC devices of the number.
status                          ; state!all; acquiredNumberStatus ; C(active), C(release_requested), C(marked_for_removal), C(ready_for_removal) or C(unknown).
assignment_status               ; state!all; assignmentStatus ; Assignment, such as C(unassigned), C(user_assigned) or C(voice_app).
capabilities                    ; list  ; acquiredCapabilities|capabilities ; Acquired capabilities, such as C(InboundCalling).
available_capabilities          ; list  ; availableCapabilities ; Available capabilities.
calling_profile_id              ; guid  ; callingProfileId ; Calling profile.
acquired_on                     ; date  ; acquiredOn ; When the number was acquired.
created_at                      ; date  ; whenCreated ; When the number was created on the platform.
consented_on                    ; date  ; consentedOn ; When the customer consented.
source                          ; state ; source ; Origin of the number, such as C(webapi), C(webui) or C(ocsync).
country_code                    ; text  ; isoCountryCode ; Country, such as C(US).
location_id                     ; text  ; locationId ; Location.
civic_address_id                ; text  ; civicAddressId ; Civic address.
platform                        ; text  ; ; Name of the platform that the record comes from.
unread                          ; list  ; ; Names of the fields that could not be read: a value of an unknown form, or a missing key that is always there.
""")

# what number_info adds with match_customers
NUMBER_CUSTOMER_FIELDS = _fields("""
customer_license_type           ; text  ; ; License type of the customer as a slug, such as C(oc_pro); null without a match.
customer_license_family         ; text  ; ; C(hosted), C(operator_connect) or C(unknown); null without a match.
customer_license_tier           ; text  ; ; C(essential), C(essential_plus), C(pro) or C(unknown); null without a match.
matched                         ; bool  ; ; Whether the platform's list of customers has the customer.
""")

# the same page, sbcList
NUMBER_SBC_FIELDS = _fields("""
id                              ; int   ; sbcId ; SBC device in the platform's database.
name                            ; text  ; sbcName ; Name of the SBC device.
""")

# vendor page: Get Number Removal Status Summary; its table has totalCounts, its example totalCount
REMOVAL_SUMMARY_FIELDS = _fields("""
ms_tenant_id                    ; text  ; ; Requested Microsoft tenant; an empty string means all tenants.
marked_for_removal              ; int!all; markedForRemovalCount ; Numbers that Microsoft no longer lists.
ready_for_removal               ; int!all; readyForRemovalCount ; Numbers that are confirmed to be deleted.
total                           ; int!all; totalCount|totalCounts ; Sum of both.
platform                        ; text  ; ; Name of the platform that the summary comes from.
unread                          ; list  ; ; Names of the fields that could not be read.
""")

# vendor page: Get Licensed Users
LICENSED_USER_FIELDS = _fields("""
kind                            ; text  ; ; Always C(licensed_user).
ump_customer_guid               ; text  ; ; GUID of the user's customer.
customer_name                   ; text  ; ; Short name of that customer.
sip_address                     ; text!all; sipAddress ; SIP address of the user.
license_criteria                ; text!all; licenseCriteria ; License factor that the user counts with, in the vendor's words.
platform                        ; text  ; ; Name of the platform that the record comes from.
unread                          ; list  ; ; Names of the fields that could not be read: a value of an unknown form, or a missing key that is always there.
""")

# vendor page: Get All OC Leads
LEAD_FIELDS = _fields("""
ump_customer_guid               ; guid  ; umpCustomerGuid ; GUID of the customer; empty until a license was applied.
channel_id                      ; int!all; ovocChannelId ; Channel that the lead is attached to.
status                          ; state ; status ; State of the lead, such as C(active) or C(removed).
""")

# vendor page: Get Task
TASK_FIELDS = _fields("""
id                              ; text  ; id ; Id of the task.
state                           ; text  ; ; C(running), C(succeeded), C(failed) or C(unknown).
status                          ; text  ; status ; State in the platform's own words.
details                         ; list  ; details ; Details, as the platform gives them.
messages                        ; list  ; executionMessages ; Messages of the run, each with level and message.
errors                          ; list  ; ; Texts of the messages of the level Error. A task that has some may have succeeded all the same.
output                          ; dict  ; outputData ; Data that the task returned.
created_at                      ; date  ; createTime ; When the task was created; null if the platform sends its zero date.
completed_at                    ; date  ; completeTime ; When the task ended; may be null even after its end.
cancellation_requested          ; bool  ; cancellationRequested ; Whether cancellation of the task was requested.
""")

# field -> fields derived from it: if it is unread, so are those of them that say nothing
DERIVED: dict[str, tuple[str, ...]] = {
    "license_type": ("license_label", "license_family", "license_tier", "ai_summary_licensed", "seats_counted"),
    "license_code": ("license_type",),
    "licensed_users": ("usage_percent",),
    "active_users": ("usage_percent",),
    "sip_connections": ("sip_connections_total", "sip_connections_not_deployed"),
}

# leaves of the vendor's examples that no field holds, and why; they stay in `raw`
UNMAPPED: dict[str, str] = {
    "type": "always SERVICE",
    "deviceManagerParams.user": "an account name of the Device Manager",
    "parameters.type": "the value says it",
}
